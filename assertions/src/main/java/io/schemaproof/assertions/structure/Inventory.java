package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.RangeConstructors;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The kinds of objects of which a whole list can be demanded.
 *
 * @since 0.1
 */
public enum Inventory {
    SCHEMAS(ObjectKind.SCHEMA),
    /** Partitioned tables too; partitions are {@link #PARTITIONS}. */
    TABLES(ObjectKind.TABLE),
    PARTITIONS(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE),
    FOREIGN_TABLES(ObjectKind.FOREIGN_TABLE),
    VIEWS(ObjectKind.VIEW),
    MATERIALIZED_VIEWS(ObjectKind.MATERIALIZED_VIEW),
    /** Those of identity columns too. */
    SEQUENCES(ObjectKind.SEQUENCE),
    /** Those of keys too; those of partitions are not counted. */
    INDEXES(ObjectKind.INDEX),
    /** Written with their table, as all constraints: {@code orders.orders_pkey}; those of partitions are not counted. */
    PRIMARY_KEYS(ObjectKind.CONSTRAINT),
    /** Constraints alone; a unique index without one is among {@link #INDEXES}. */
    UNIQUE_CONSTRAINTS(ObjectKind.CONSTRAINT),
    FOREIGN_KEYS(ObjectKind.CONSTRAINT),
    /** Those of tables; those of domains and NOT NULL are not counted. */
    CHECKS(ObjectKind.CONSTRAINT),
    /** Tables, partitions, foreign tables, views, materialized views and sequences. */
    RELATIONS(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE),
    /** A name without arguments stands for every function of that name. */
    FUNCTIONS(ObjectKind.FUNCTION),
    PROCEDURES(ObjectKind.PROCEDURE),
    AGGREGATES(ObjectKind.AGGREGATE),
    /** Functions, procedures and aggregates. */
    ROUTINES(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE),
    /** Enums, domains, composites, ranges and base types; no arrays, no row types of tables. */
    TYPES(ObjectKind.TYPE, ObjectKind.ENUM_TYPE, ObjectKind.RANGE_TYPE, ObjectKind.COMPOSITE_TYPE, ObjectKind.DOMAIN),
    ENUMS(ObjectKind.ENUM_TYPE),
    DOMAINS(ObjectKind.DOMAIN),
    COMPOSITE_TYPES(ObjectKind.COMPOSITE_TYPE),
    RANGE_TYPES(ObjectKind.RANGE_TYPE),
    COLLATIONS(ObjectKind.COLLATION),
    /** Written with their operands: {@code ===(integer, integer)}. */
    OPERATORS(ObjectKind.OPERATOR),
    /** Written with their method, as messages show them. */
    OPERATOR_CLASSES(ObjectKind.OPERATOR_CLASS),
    STATISTICS(ObjectKind.STATISTICS),
    EXTENSIONS(ObjectKind.EXTENSION),
    /** Shared by all databases of the cluster; the server's own roles are not counted. */
    ROLES(ObjectKind.ROLE),
    /** Shared by all databases of the cluster. */
    TABLESPACES(ObjectKind.TABLESPACE),
    /** Without {@code sql}, {@code c} and {@code internal}. */
    LANGUAGES(ObjectKind.LANGUAGE),
    /** Written as {@code (text AS integer)}; those of the server are not counted. */
    CASTS(ObjectKind.CAST),
    FOREIGN_DATA_WRAPPERS(ObjectKind.FOREIGN_DATA_WRAPPER),
    FOREIGN_SERVERS(ObjectKind.SERVER),
    PUBLICATIONS(ObjectKind.PUBLICATION),
    EVENT_TRIGGERS(ObjectKind.EVENT_TRIGGER);

    @SuppressWarnings("ImmutableEnumChecker") // the set is a copy that nobody can change
    private final Set<ObjectKind> kinds;

    Inventory(ObjectKind first, ObjectKind... more) {
        kinds = Collections.unmodifiableSet(EnumSet.of(first, more));
    }

    Set<ObjectKind> kinds() {
        return kinds;
    }

    /** In messages: {@code materialized views}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether an object is one of these at all. */
    boolean holds(CatalogObject object) {
        boolean partition = object.attribute("partition of").isPresent();
        return kinds.contains(object.id().kind())
                && (this != PARTITIONS || partition)
                && (!isConstraints() || isConstraintHere(object));
    }

    private boolean isConstraintHere(CatalogObject object) {
        return object.attribute("type").filter(typeOfConstraint()::equals).isPresent()
                && object.parent()
                        .filter(parent -> parent.kind() != ObjectKind.DOMAIN)
                        .isPresent();
    }

    private String typeOfConstraint() {
        return switch (this) {
            case PRIMARY_KEYS -> "primary key";
            case UNIQUE_CONSTRAINTS -> "unique";
            case FOREIGN_KEYS -> "foreign key";
            case CHECKS -> "check";
            default -> throw new IllegalStateException(this + " are no constraints");
        };
    }

    /** Whether an object that nobody named is one too many. */
    boolean counts(CatalogObject object, Catalog catalog) {
        return switch (this) {
            case TABLES, RELATIONS, FOREIGN_TABLES ->
                object.attribute("partition of").isEmpty();
            case INDEXES -> object.attribute("parent index").isEmpty();
            case PRIMARY_KEYS, UNIQUE_CONSTRAINTS, FOREIGN_KEYS ->
                object.attribute("parent constraint").isEmpty();
            case CHECKS ->
                !object.is("inherited")
                        || object.attribute("local").filter("no"::equals).isEmpty();
            case FUNCTIONS, ROUTINES -> !RangeConstructors.isOne(object);
            case CASTS -> !isCastOfRange(object, catalog);
            default -> true;
        };
    }

    /** The server makes the cast to the type of many of these ranges. */
    private static boolean isCastOfRange(CatalogObject cast, Catalog catalog) {
        return catalog.objects(ObjectKind.RANGE_TYPE).stream()
                .map(range -> "(" + range.id().identity() + " AS "
                        + range.attribute("multirange").orElse("") + ")")
                .anyMatch(cast.id().identity()::equals);
    }

    /** Whether its names have a schema. */
    boolean isInSchemas() {
        return switch (this) {
            case SCHEMAS,
                    EXTENSIONS,
                    ROLES,
                    TABLESPACES,
                    LANGUAGES,
                    CASTS,
                    FOREIGN_DATA_WRAPPERS,
                    FOREIGN_SERVERS,
                    PUBLICATIONS,
                    EVENT_TRIGGERS -> false;
            default -> true;
        };
    }

    /** Whether its names have a table. */
    boolean isConstraints() {
        return kinds.contains(ObjectKind.CONSTRAINT);
    }

    boolean isOfFunctions() {
        return switch (this) {
            case FUNCTIONS, PROCEDURES, AGGREGATES, ROUTINES -> true;
            default -> false;
        };
    }
}

package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Write SQL that mends a violation, each name as the server quotes it. */
final class Statements {

    private Statements() {}

    static String alterTable(Table table) {
        return (table.isForeign() ? "ALTER FOREIGN TABLE " : "ALTER TABLE ") + table.identity() + " ";
    }

    /** The table that a column is in, also as the beginning of a statement. */
    static String alterTable(Column column) {
        return column.table().map(Statements::alterTable).orElseThrow();
    }

    static String retype(Column column, String type) {
        return retype(column, type, column.quotedName() + "::" + type);
    }

    static String retype(Column column, String type, String using) {
        return alterTable(column) + "ALTER COLUMN " + column.quotedName() + " TYPE " + type + " USING " + using + ";";
    }

    static String setNotNull(Column column) {
        return alterTable(column) + "ALTER COLUMN " + column.quotedName() + " SET NOT NULL;";
    }

    static String dropDefault(Column column) {
        return alterTable(column) + "ALTER COLUMN " + column.quotedName() + " DROP DEFAULT;";
    }

    static String dropConstraint(Constraint constraint) {
        return constraint.table().map(Statements::alterTable).orElse("ALTER DOMAIN " + parent(constraint) + " ")
                + "DROP CONSTRAINT " + constraint.quotedName() + ";";
    }

    static String validate(Constraint constraint) {
        String object =
                constraint.table().map(Statements::alterTable).orElse("ALTER DOMAIN " + parent(constraint) + " ");
        if (constraint.isEnforced()) {
            return object + "VALIDATE CONSTRAINT " + constraint.quotedName() + ";";
        }
        // PostgreSQL 18 can change this of a foreign key alone.
        return constraint.type().equals(ConstraintType.FOREIGN_KEY.word())
                ? object + "ALTER CONSTRAINT " + constraint.quotedName() + " ENFORCED;"
                : object + "DROP CONSTRAINT " + constraint.quotedName() + ", ADD CONSTRAINT " + constraint.quotedName()
                        + " " + constraint.definition().replaceAll(" NOT ENFORCED$", "") + ";";
    }

    private static String parent(TypedObject part) {
        return part.object().parent().map(id -> id.identity()).orElse("");
    }

    /** Drop an index, or the constraint that it belongs to. */
    static String drop(Index index) {
        Optional<String> constraint = index.constraint();
        return constraint.isEmpty()
                ? "DROP INDEX " + index.identity() + ";"
                : "ALTER TABLE " + index.tableName() + " DROP CONSTRAINT " + constraint.get() + ";";
    }

    /** Drop an index; empty where a foreign key may rest on it, because the server would refuse. */
    static Optional<String> dropUnlessReferenced(Index index, Catalog catalog) {
        Set<String> columns = Set.copyOf(index.columns());
        boolean referenced = index.isUnique()
                && catalog.tables().stream()
                        .flatMap(table -> table.foreignKeys().stream())
                        .anyMatch(key -> key.referencedTable().equals(index.tableName())
                                && Set.copyOf(key.referencedColumns()).equals(columns));
        return referenced ? Optional.empty() : Optional.of(drop(index));
    }

    /** The columns of a constraint, quoted, in its order. */
    static String columns(Constraint constraint) {
        return constraint.object().attribute("columns").orElse("");
    }

    /** A unique key without NULLs can become the primary key; else a new column can, where the key may be any column. */
    static Optional<String> addPrimaryKey(Table table) {
        Optional<String> unique = table.indexes().stream()
                .filter(index -> isKey(table, index))
                .map(index -> index.columns().stream()
                        .map(name -> Conditions.column(Optional.of(table), name)
                                .map(TypedObject::quotedName)
                                .orElse(name))
                        .collect(Collectors.joining(", ")))
                .findFirst();
        if (unique.isPresent()) {
            return Optional.of(alterTable(table) + "ADD PRIMARY KEY (" + unique.get() + ");");
        }
        if (table.isPartitioned()) {
            return Optional.empty();
        }
        String name = table.column("id").isPresent() ? "row_id" : "id";
        return Optional.of(
                alterTable(table) + "ADD COLUMN " + name + " bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;");
    }

    private static boolean isKey(Table table, Index index) {
        List<IndexKey> keys = index.keys();
        return index.isUnique()
                && index.isValid()
                && index.method().equals("btree")
                && index.predicate().isEmpty()
                && keys.stream().allMatch(key -> key.isColumn() && !key.descending())
                && keys.stream()
                        .allMatch(key -> Conditions.column(Optional.of(table), key.expression())
                                .filter(column -> !column.isNullable())
                                .isPresent());
    }

    /** Kind and name as COMMENT ON takes them. */
    static String words(TypedObject object) {
        CatalogObject plain = object.object();
        String kind = switch (object.id().kind()) {
            case ENUM_TYPE, COMPOSITE_TYPE, RANGE_TYPE -> "TYPE";
            default -> object.id().kind().word().toUpperCase(Locale.ROOT);
        };
        boolean onParent = object.id().kind() == ObjectKind.CONSTRAINT;
        return onParent
                ? kind + " " + object.quotedName() + " ON "
                        + plain.parent()
                                .map(id -> (id.kind() == ObjectKind.DOMAIN ? "DOMAIN " : "") + id.identity())
                                .orElse("")
                : kind + " " + object.identity();
    }

    private static boolean isOfDomain(TypedObject part) {
        return part.object()
                .parent()
                .filter(id -> id.kind() == ObjectKind.DOMAIN)
                .isPresent();
    }

    /** Give an object another name. */
    static String rename(TypedObject object, String name) {
        return switch (object.id().kind()) {
            case COLUMN, CONSTRAINT ->
                (isOfDomain(object) ? "ALTER DOMAIN " : "ALTER TABLE ") + parent(object) + " RENAME "
                        + object.id().kind().word().toUpperCase(Locale.ROOT) + " " + object.quotedName() + " TO " + name
                        + ";";
            case ENUM_TYPE -> "ALTER TYPE " + object.identity() + " RENAME TO " + name + ";";
            default ->
                "ALTER " + object.id().kind().word().toUpperCase(Locale.ROOT) + " " + object.identity() + " RENAME TO "
                        + name + ";";
        };
    }
}

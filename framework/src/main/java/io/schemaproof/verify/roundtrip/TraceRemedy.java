package io.schemaproof.verify.roundtrip;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.Change;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statement that takes a change back, as far as it can be told from the catalogues; a suggestion with the real names.
 *
 * @since 0.1
 */
public final class TraceRemedy {

    private static final Map<String, String> SEQUENCE_CLAUSES = Map.of(
            "type", "AS",
            "increment", "INCREMENT BY",
            "minimum", "MINVALUE",
            "maximum", "MAXVALUE",
            "start", "START WITH",
            "cache", "CACHE");

    private static final Map<String, String> TRIGGER_STATES =
            Map.of("origin", "ENABLE", "disabled", "DISABLE", "replica", "ENABLE REPLICA", "always", "ENABLE ALWAYS");

    /** Kinds that {@code ALTER … OWNER TO} and {@code COMMENT ON} know by their name alone. */
    private static final Set<ObjectKind> NAMED_ALONE = Set.of(
            ObjectKind.SCHEMA,
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE,
            ObjectKind.DOMAIN,
            ObjectKind.COLLATION,
            ObjectKind.STATISTICS,
            ObjectKind.TYPE,
            ObjectKind.ENUM_TYPE,
            ObjectKind.RANGE_TYPE,
            ObjectKind.COMPOSITE_TYPE);

    private final Catalog wanted;
    private final Catalog found;
    private final FormerDefinition former;

    private TraceRemedy(Catalog wanted, Catalog found) {
        this.wanted = wanted;
        this.found = found;
        this.former = new FormerDefinition(wanted, found);
    }

    /**
     * Remedies for what differs between two catalogues.
     *
     * @param wanted as it shall be
     * @param found as it is
     */
    public static TraceRemedy between(Catalog wanted, Catalog found) {
        return new TraceRemedy(wanted, found);
    }

    /** What a down lacks that leaves this change behind. */
    String inDown(Change change) {
        return "In the down: " + undo(change);
    }

    /** A statement where one is known, else what to do in words. */
    public String undo(Change change) {
        if (change instanceof Change.Added added) {
            return drop(added.after());
        }
        if (change instanceof Change.Removed removed) {
            return make(removed.before());
        }
        if (change instanceof Change.Altered altered) {
            return restore(altered);
        }
        if (change instanceof Change.Renamed renamed) {
            return "give " + renamed.to() + " its former name back, "
                    + renamed.object().identity() + ".";
        }
        return "";
    }

    private String make(CatalogObject object) {
        ObjectId id = object.id();
        Optional<String> definition = object.attribute("definition");
        if (definition.filter(text -> text.startsWith("CREATE ")).isPresent()) {
            return FormerDefinition.ended(definition.get());
        }
        Optional<ObjectId> owner = object.parent();
        if (id.kind() == ObjectKind.COLUMN && owner.filter(TraceRemedy::isView).isPresent()) {
            return withColumns(owner.get());
        }
        Optional<String> statement = switch (id.kind()) {
            case CONSTRAINT ->
                definition.map(text ->
                        alter(object) + " ADD CONSTRAINT " + simple(object) + " " + FormerDefinition.ended(text));
            case COLUMN ->
                owner.flatMap(table -> former.column(table, object))
                        .map(words -> alter(object) + " ADD COLUMN " + words + ";");
            case FUNCTION, PROCEDURE -> former.function(object);
            case VIEW -> former.view(object);
            case MATERIALIZED_VIEW -> former.materializedView(object);
            default -> Optional.empty();
        };
        return statement.orElseGet(() -> "make " + id + " again"
                + definition.map(text -> ", which was " + text).orElse("") + ".");
    }

    private static String drop(CatalogObject object) {
        ObjectId id = object.id();
        return switch (id.kind()) {
            case TABLE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    FOREIGN_TABLE,
                    SEQUENCE,
                    INDEX,
                    FUNCTION,
                    PROCEDURE,
                    AGGREGATE,
                    SCHEMA,
                    EXTENSION,
                    DOMAIN,
                    COLLATION,
                    CONVERSION,
                    STATISTICS,
                    PUBLICATION,
                    ROLE,
                    TYPE,
                    ENUM_TYPE,
                    RANGE_TYPE,
                    COMPOSITE_TYPE -> "DROP " + words(id) + " " + id.identity() + ";";
            case COLUMN ->
                object.parent().filter(TraceRemedy::isView).isPresent()
                        ? withColumns(object.parent().get())
                        : alter(object) + " DROP COLUMN " + simple(object) + ";";
            case ATTRIBUTE -> "ALTER TYPE " + owner(object) + " DROP ATTRIBUTE " + simple(object) + ";";
            case CONSTRAINT -> alter(object) + " DROP CONSTRAINT " + simple(object) + ";";
            case TRIGGER, RULE, POLICY -> "DROP " + words(id) + " " + simple(object) + " ON " + owner(object) + ";";
            default -> "take " + id + " back.";
        };
    }

    private String restore(Change.Altered altered) {
        ObjectId id = altered.object();
        Optional<String> from = altered.from();
        String plain = "set " + altered.attribute() + " of " + id + " back"
                + from.map(value -> " to " + value).orElse(" to what it was: none") + ".";
        Optional<CatalogObject> object = wanted.find(id);
        if (object.isEmpty()) {
            return plain;
        }
        Optional<ObjectId> constraint = alteredConstraint(object.get());
        if (constraint.isPresent()) {
            return "give " + constraint.get() + " its former definition back, and its index comes with it.";
        }
        return switch (altered.attribute()) {
            case "local" -> inheritance(id, from.isPresent());
            case "owner" ->
                NAMED_ALONE.contains(id.kind()) && from.isPresent()
                        ? "ALTER " + words(id) + " " + id.identity() + " OWNER TO " + from.get() + ";"
                        : plain;
            case "comment" -> comment(object.get(), from).orElse(plain);
            default -> statement(object.get(), altered.attribute(), from).orElse(plain);
        };
    }

    /** The server drops no index that a constraint rests on, and makes it with that. */
    private Optional<ObjectId> alteredConstraint(CatalogObject index) {
        return index.parent()
                .filter(id -> id.kind() == ObjectKind.CONSTRAINT
                        && !definition(wanted, id).equals(definition(found, id)));
    }

    private static Optional<String> definition(Catalog catalog, ObjectId id) {
        return catalog.find(id).flatMap(object -> object.attribute("definition"));
    }

    private static Optional<String> comment(CatalogObject object, Optional<String> from) {
        ObjectId id = object.id();
        String text = from.map(SqlText::literal).orElse("NULL");
        return switch (id.kind()) {
            case COLUMN, INDEX, EXTENSION ->
                Optional.of("COMMENT ON " + words(id) + " " + id.identity() + " IS " + text + ";");
            case CONSTRAINT, TRIGGER, RULE, POLICY ->
                Optional.of("COMMENT ON " + words(id) + " " + simple(object) + " ON "
                        + (isOfDomain(object) ? "DOMAIN " : "") + owner(object) + " IS " + text + ";");
            default ->
                NAMED_ALONE.contains(id.kind())
                        ? Optional.of("COMMENT ON " + words(id) + " " + id.identity() + " IS " + text + ";")
                        : Optional.empty();
        };
    }

    /** The statement that gives an attribute its former value; empty where none is known. */
    private Optional<String> statement(CatalogObject object, String attribute, Optional<String> from) {
        ObjectId id = object.id();
        String alter = "ALTER " + words(id) + " " + id.identity() + " ";
        boolean whole = attribute.equals("definition") && from.isPresent();
        return switch (id.kind()) {
            case COLUMN -> column(object, attribute, from);
            case ATTRIBUTE ->
                attribute.equals("type")
                        ? from.map(type -> "ALTER TYPE " + owner(object) + " ALTER ATTRIBUTE " + simple(object)
                                + " TYPE " + type + ";")
                        : Optional.empty();
            case VIEW -> whole ? former.view(object) : Optional.empty();
            case MATERIALIZED_VIEW -> whole ? former.materializedView(object) : Optional.empty();
            // To replace a function leaves its privileges as they are.
            case FUNCTION, PROCEDURE -> attribute.equals("privileges") ? Optional.empty() : former.function(object);
            case INDEX ->
                whole
                        ? Optional.of("DROP INDEX " + id.identity() + "; " + FormerDefinition.ended(from.get()))
                        : Optional.empty();
            case CONSTRAINT ->
                whole
                        ? Optional.of(alter(object) + " DROP CONSTRAINT " + simple(object) + "; " + alter(object)
                                + " ADD CONSTRAINT " + simple(object) + " " + FormerDefinition.ended(from.get()))
                        : Optional.empty();
            case TRIGGER, RULE ->
                whole
                        ? Optional.of("DROP " + words(id) + " " + simple(object) + " ON " + owner(object) + "; "
                                + FormerDefinition.ended(from.get()))
                        : from.filter(state -> attribute.equals("enabled") && TRIGGER_STATES.containsKey(state))
                                .map(state -> alter(object) + " " + TRIGGER_STATES.get(state) + " " + words(id) + " "
                                        + simple(object) + ";");
            case POLICY ->
                policy(attribute, from)
                        .map(clause -> "ALTER POLICY " + simple(object) + " ON " + owner(object) + " " + clause + ";");
            case SEQUENCE ->
                attribute.equals("cycle")
                        ? Optional.of(alter + (from.isPresent() ? "CYCLE;" : "NO CYCLE;"))
                        : from.filter(value -> SEQUENCE_CLAUSES.containsKey(attribute))
                                .map(value -> alter + SEQUENCE_CLAUSES.get(attribute) + " " + value + ";");
            case DOMAIN -> value(alter, attribute, from);
            case TABLE -> table(alter, attribute, from.isPresent());
            default -> Optional.empty();
        };
    }

    private static Optional<String> policy(String attribute, Optional<String> from) {
        return switch (attribute) {
            case "using" -> from.map(condition -> "USING (" + condition + ")");
            case "with check" -> from.map(condition -> "WITH CHECK (" + condition + ")");
            case "roles" -> from.map(roles -> "TO " + roles);
            default -> Optional.empty();
        };
    }

    private static Optional<String> table(String alter, String attribute, boolean had) {
        return switch (attribute) {
            case "row security" -> Optional.of(alter + (had ? "ENABLE" : "DISABLE") + " ROW LEVEL SECURITY;");
            case "row security forced" -> Optional.of(alter + (had ? "FORCE" : "NO FORCE") + " ROW LEVEL SECURITY;");
            case "unlogged" -> Optional.of(alter + (had ? "SET UNLOGGED;" : "SET LOGGED;"));
            default -> Optional.empty();
        };
    }

    private static Optional<String> column(CatalogObject object, String attribute, Optional<String> from) {
        String column = alter(object) + " ALTER COLUMN " + simple(object) + " ";
        if (object.parent().filter(TraceRemedy::isView).isPresent()) {
            return attribute.equals("default")
                    ? value(column, attribute, from)
                    : Optional.of(withColumns(object.parent().get()));
        }
        return attribute.equals("type")
                ? from.map(type -> column + "TYPE " + type + " USING …;")
                : value(column, attribute, from);
    }

    /** What columns and domains have in common. */
    private static Optional<String> value(String alter, String attribute, Optional<String> from) {
        return switch (attribute) {
            case "nullable" ->
                Optional.of(alter + (from.equals(Optional.of("no")) ? "SET NOT NULL;" : "DROP NOT NULL;"));
            case "default" ->
                Optional.of(
                        alter + from.map(value -> "SET DEFAULT " + value + ";").orElse("DROP DEFAULT;"));
            default -> Optional.empty();
        };
    }

    /**
     * Whether a table has a column or a constraint of its own, or from its parent alone. No statement sets that; INHERIT leaves
     * what it finds, and ATTACH PARTITION makes it the parent's alone.
     */
    private static String inheritance(ObjectId id, boolean wasParentsAlone) {
        if (!wasParentsAlone) {
            return "make " + id
                    + " the table's own again: name it in CREATE TABLE … INHERITS, or take the table out of the"
                    + " inheritance and in again: NO INHERIT, then INHERIT.";
        }
        String no = "nothing makes " + id + " the parent's alone again where a table came back by INHERIT. ";
        return id.kind() == ObjectKind.CONSTRAINT
                ? no + "Drop it on the parent and here, and add it on the parent anew, which hands it down."
                : no
                        + "Leave the inheritance alone in the up, or make the table anew: CREATE TABLE … () INHERITS (…), with its"
                        + " rows; that of a partition: DETACH PARTITION, then ATTACH PARTITION.";
    }

    private static boolean isOfDomain(CatalogObject constraint) {
        return constraint
                .parent()
                .filter(parent -> parent.kind() == ObjectKind.DOMAIN)
                .isPresent();
    }

    private static boolean isView(ObjectId id) {
        return id.kind() == ObjectKind.VIEW || id.kind() == ObjectKind.MATERIALIZED_VIEW;
    }

    /** No statement changes a column of a view alone. */
    private static String withColumns(ObjectId view) {
        return "give " + view + " its former definition back, and its columns come with it.";
    }

    private static String words(ObjectId id) {
        return switch (id.kind()) {
            case ENUM_TYPE, RANGE_TYPE, COMPOSITE_TYPE -> "TYPE";
            default -> id.kind().word().toUpperCase(Locale.ROOT);
        };
    }

    /** The beginning of the statement that changes what a part belongs to. */
    private static String alter(CatalogObject part) {
        return "ALTER " + part.parent().map(TraceRemedy::words).orElse("TABLE") + " " + owner(part);
    }

    private static String owner(CatalogObject object) {
        return object.parent().map(ObjectId::identity).orElse("…");
    }

    private static String simple(CatalogObject object) {
        String identity = object.id().identity();
        String owner = owner(object);
        return identity.startsWith(owner + ".") ? identity.substring(owner.length() + 1) : identity;
    }
}

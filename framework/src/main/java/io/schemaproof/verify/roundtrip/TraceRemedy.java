package io.schemaproof.verify.roundtrip;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.Change;
import java.util.Locale;
import java.util.Optional;

/**
 * The statement that takes a change back, as far as it can be told from the change; a suggestion with the real names.
 *
 * @since 0.1
 */
public final class TraceRemedy {

    private TraceRemedy() {}

    /** What a down lacks that leaves this change behind. */
    static String of(Change change) {
        return "In the down: " + undo(change);
    }

    /** A statement where one is known, else what to do in words. */
    public static String undo(Change change) {
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

    private static String make(CatalogObject object) {
        Optional<String> definition = object.attribute("definition");
        if (definition.filter(text -> text.startsWith("CREATE ")).isPresent()) {
            return definition.get() + (definition.get().endsWith(";") ? "" : ";");
        }
        if (definition.isPresent() && object.id().kind() == ObjectKind.CONSTRAINT) {
            return "ALTER " + (isOfDomain(object) ? "DOMAIN " : "TABLE ") + owner(object) + " ADD CONSTRAINT "
                    + simple(object) + " " + definition.get() + ";";
        }
        return "make " + object.id() + " again"
                + definition.map(text -> ", which was " + text).orElse("") + ".";
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
                    ROLE -> "DROP " + words(id) + " " + id.identity() + ";";
            case TYPE, ENUM_TYPE, RANGE_TYPE, COMPOSITE_TYPE -> "DROP TYPE " + id.identity() + ";";
            case COLUMN -> "ALTER TABLE " + owner(object) + " DROP COLUMN " + simple(object) + ";";
            case CONSTRAINT ->
                "ALTER " + (isOfDomain(object) ? "DOMAIN " : "TABLE ") + owner(object) + " DROP CONSTRAINT "
                        + simple(object) + ";";
            case TRIGGER, RULE, POLICY -> "DROP " + words(id) + " " + simple(object) + " ON " + owner(object) + ";";
            default -> "take " + id + " back.";
        };
    }

    private static String restore(Change.Altered altered) {
        ObjectId id = altered.object();
        Optional<String> from = altered.from();
        if (altered.attribute().equals("local")) {
            return inheritance(id, from.isPresent());
        }
        String plain = "set " + altered.attribute() + " of " + id + " back"
                + from.map(value -> " to " + value).orElse(" to what it was: none") + ".";
        int dot = lastDot(id.identity());
        if (id.kind() != ObjectKind.COLUMN || dot < 0) {
            return plain;
        }
        String column = "ALTER TABLE " + id.identity().substring(0, dot) + " ALTER COLUMN "
                + id.identity().substring(dot + 1);
        return switch (altered.attribute()) {
            case "nullable" -> column + (from.equals(Optional.of("no")) ? " SET NOT NULL;" : " DROP NOT NULL;");
            case "default" ->
                column + from.map(value -> " SET DEFAULT " + value + ";").orElse(" DROP DEFAULT;");
            case "type" -> column + " TYPE " + from.orElse("") + " USING …;";
            default -> plain;
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

    private static String words(ObjectId id) {
        return id.kind().word().toUpperCase(Locale.ROOT);
    }

    private static String owner(CatalogObject object) {
        return object.parent().map(ObjectId::identity).orElse("…");
    }

    private static String simple(CatalogObject object) {
        String identity = object.id().identity();
        String owner = owner(object);
        return identity.startsWith(owner + ".") ? identity.substring(owner.length() + 1) : identity;
    }

    /** The dot before the last name, which may be quoted and hold dots. */
    private static int lastDot(String identity) {
        boolean quoted = false;
        int found = -1;
        for (int index = 0; index < identity.length(); index++) {
            char c = identity.charAt(index);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                found = index;
            }
        }
        return found;
    }
}

package io.schemaproof.diff;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Put changes into words. */
final class Description {

    private static final String INDENT = "\n    ";

    private Description() {}

    static String of(Change change) {
        if (change instanceof Change.Added added) {
            return added.object() + " was added" + summary(added.after(), added.parts());
        }
        if (change instanceof Change.Removed removed) {
            return removed.object() + " was removed" + summary(removed.before(), removed.parts());
        }
        if (change instanceof Change.Renamed renamed) {
            return renamed.object() + " was renamed to " + renamed.to().identity();
        }
        return altered((Change.Altered) change);
    }

    private static String altered(Change.Altered change) {
        String object = change.object().toString();
        String from = change.from().orElse("(none)");
        String to = change.to().orElse("(none)");
        return switch (change.kind()) {
            case NULLABILITY -> object + (to.equals("yes") ? " became nullable" : " became not null");
            case COLUMN_ORDER -> object + ": the columns are in another order" + fromTo(from, to);
            case LAYOUT -> object + ": the " + change.attribute() + " differs in white space or comments only";
            case SPELLING ->
                object + ": the " + change.attribute() + " is spelled differently and means the same"
                        + fromTo(from, to);
            case ENUM_VALUE_ADDED -> object + " gained values, which PostgreSQL cannot take back" + fromTo(from, to);
            case VALIDATED -> object + " is validated, which PostgreSQL cannot take back" + INDENT + to;
            default -> object + ": " + change.attribute() + verb(change) + fromTo(from, to);
        };
    }

    private static String verb(Change.Altered change) {
        if (change.from().isEmpty()) {
            return " was set";
        }
        return change.to().isEmpty() ? " was taken away" : " changed";
    }

    private static String fromTo(String from, String to) {
        if (from.indexOf('\n') >= 0 || to.indexOf('\n') >= 0) {
            return INDENT + String.join(INDENT, LineDiff.between(from, to));
        }
        return INDENT + "from " + from + INDENT + "to   " + to;
    }

    private static String summary(CatalogObject object, List<CatalogObject> parts) {
        String facts = facts(object);
        Map<ObjectKind, Integer> counts = new EnumMap<>(ObjectKind.class);
        parts.forEach(part -> counts.merge(part.id().kind(), 1, Integer::sum));
        String with = counts.entrySet().stream()
                .map(entry -> Quantity.of(entry.getValue(), entry.getKey().word()))
                .collect(Collectors.joining(", "));
        String text = facts.isEmpty() || with.isEmpty() ? facts + with : facts + "; " + with;
        return text.isEmpty() ? "" : " (" + text + ")";
    }

    private static String facts(CatalogObject object) {
        return switch (object.id().kind()) {
            case COLUMN, ATTRIBUTE, DOMAIN -> column(object);
            case CONSTRAINT, INDEX, TRIGGER, RULE, STATISTICS -> text(object, "definition");
            case FUNCTION -> "returns " + text(object, "returns");
            case EXTENSION -> "version " + text(object, "version");
            case ENUM_TYPE -> text(object, "labels");
            case ROLE_SETTING, DATABASE_SETTING -> text(object, "value");
            case COMMENT -> text(object, "comment");
            case SYSTEM_OBJECT, DEFAULT_PRIVILEGES, PARAMETER -> text(object, "privileges");
            default -> "";
        };
    }

    private static String column(CatalogObject object) {
        String type =
                object.attribute("type").or(() -> object.attribute("base type")).orElse("");
        Optional<String> nullable = object.attribute("nullable");
        return type
                + nullable.map(value -> value.equals("no") ? ", not null" : ", nullable")
                        .orElse("")
                + object.attribute("default").map(value -> ", default " + value).orElse("");
    }

    private static String text(CatalogObject object, String attribute) {
        return object.attribute(attribute).orElse("");
    }
}

package io.schemaproof.reports.picture;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.diff.Weight;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.verify.result.ChangedTables;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table, or another object that stands for itself, with all that has changed of it. Values of sensitive columns are hidden.
 *
 * @param name kind and name, such as {@code table public.orders}
 * @param details what has changed of it, in order
 */
public record ChangedObject(String name, Sign sign, List<Detail> details) {

    private static final Set<ObjectKind> HAVE_PARTS =
            EnumSet.of(ObjectKind.TABLE, ObjectKind.FOREIGN_TABLE, ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW);

    private static final Set<ObjectKind> PARTS = EnumSet.of(
            ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.TRIGGER, ObjectKind.RULE, ObjectKind.POLICY);

    /** Attributes that say nothing to readers, or that the name says already. */
    private static final Set<String> NOISE = Set.of("owner", "privileges", "position", "number", "kind", "persistence");

    public ChangedObject {
        details = List.copyOf(details);
    }

    /** What has become of something. */
    public enum Sign {
        ADDED("+"),
        REMOVED("−"),
        ALTERED("~");

        private final String mark;

        Sign(String mark) {
            this.mark = mark;
        }

        /** One character. */
        public String mark() {
            return mark;
        }

        /** The word: {@code added}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing that has changed.
     *
     * @param name of the part and, where one attribute has changed, that
     * @param before what it was; empty for what was added
     * @param after what it is; empty for what was removed
     * @param cosmetic whether it does not matter
     */
    public record Detail(Sign sign, String name, String before, String after, boolean cosmetic) {}

    /** Return what has changed, by object. */
    public static List<ChangedObject> of(CatalogDiff diff, SqlMask mask) {
        ChangedTables.learn(mask, diff);
        Map<String, List<Detail>> details = new LinkedHashMap<>();
        Map<String, Sign> signs = new LinkedHashMap<>();
        for (Change change : diff.changes()) {
            String owner = owner(change);
            List<Detail> list = details.computeIfAbsent(owner, key -> new ArrayList<>());
            if (change instanceof Change.Added added) {
                whole(added.after(), added.parts(), owner, Sign.ADDED, list, signs, mask);
            } else if (change instanceof Change.Removed removed) {
                whole(removed.before(), removed.parts(), owner, Sign.REMOVED, list, signs, mask);
            } else {
                list.add(altered(change, mask));
            }
        }
        List<ChangedObject> objects = new ArrayList<>();
        details.forEach(
                (owner, list) -> objects.add(new ChangedObject(owner, signs.getOrDefault(owner, Sign.ALTERED), list)));
        return objects;
    }

    private static void whole(
            CatalogObject object,
            List<CatalogObject> parts,
            String owner,
            Sign sign,
            List<Detail> list,
            Map<String, Sign> signs,
            SqlMask mask) {
        if (owner.equals(object.id().toString())) {
            signs.put(owner, sign);
            if (parts.isEmpty()) {
                list.add(detail(object, sign, mask));
            }
        } else {
            list.add(detail(object, sign, mask));
        }
        parts.forEach(part -> list.add(detail(part, sign, mask)));
    }

    private static Detail detail(CatalogObject object, Sign sign, SqlMask mask) {
        String text = mask.definition(object.id().identity(), text(object));
        String name = object.id().kind().word() + " " + part(object.id());
        return new Detail(sign, name, sign == Sign.ADDED ? "" : text, sign == Sign.ADDED ? text : "", false);
    }

    private static Detail altered(Change change, SqlMask mask) {
        boolean cosmetic = change.weight() == Weight.COSMETIC;
        String object = change.object().identity();
        String name = change.object().kind().word() + " " + part(change.object());
        if (change instanceof Change.Renamed renamed) {
            return new Detail(Sign.ALTERED, name + ": name", part(renamed.object()), part(renamed.to()), cosmetic);
        }
        Change.Altered altered = (Change.Altered) change;
        return new Detail(
                Sign.ALTERED,
                name + ": " + altered.attribute(),
                mask.definition(object, altered.from().orElse("")),
                mask.definition(object, altered.to().orElse("")),
                cosmetic);
    }

    /** The object under whose name a change is looked for. */
    private static String owner(Change change) {
        Optional<ObjectId> parent = change instanceof Change.Added added
                ? added.after().parent()
                : change instanceof Change.Removed removed ? removed.before().parent() : Optional.empty();
        if (parent.filter(id -> HAVE_PARTS.contains(id.kind())).isPresent()) {
            return parent.get().toString();
        }
        ObjectId object = change.object();
        return PARTS.contains(object.kind())
                ? "table " + object.identity().substring(0, Math.max(0, lastDot(object.identity())))
                : object.toString();
    }

    private static String part(ObjectId object) {
        return PARTS.contains(object.kind())
                ? object.identity().substring(lastDot(object.identity()) + 1)
                : object.identity();
    }

    /** Of a name that may hold dots itself where it is quoted. */
    private static int lastDot(String identity) {
        int last = -1;
        boolean quoted = false;
        for (int i = 0; i < identity.length(); i++) {
            char c = identity.charAt(i);
            quoted = (c == '"') != quoted;
            last = c == '.' && !quoted ? i : last;
        }
        return last;
    }

    private static String text(CatalogObject object) {
        Optional<String> definition = object.attribute("definition");
        if (definition.isPresent()) {
            return definition.get();
        }
        if (object.id().kind() == ObjectKind.COLUMN) {
            return object.attribute("type").orElse("")
                    + (object.attribute("nullable").filter("no"::equals).isPresent() ? " not null" : "")
                    + object.attribute("default")
                            .map(value -> " default " + value)
                            .orElse("")
                    + object.attribute("generation expression")
                            .map(value -> " generated as " + value)
                            .orElse("");
        }
        List<String> lines = new ArrayList<>();
        object.attributes().forEach((name, value) -> {
            if (!NOISE.contains(name) && !value.equals("no")) {
                lines.add(name + ": " + value);
            }
        });
        return String.join("\n", lines);
    }
}

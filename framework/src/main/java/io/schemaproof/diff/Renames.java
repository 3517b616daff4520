package io.schemaproof.diff;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Find what was removed under one name and added under another. */
final class Renames {

    /** Kinds whose objects hold no data, so that a drop and a create are as good as a rename. */
    private static final Set<ObjectKind> KINDS = EnumSet.of(
            ObjectKind.CONSTRAINT, ObjectKind.INDEX, ObjectKind.TRIGGER, ObjectKind.POLICY, ObjectKind.STATISTICS);

    private Renames() {}

    /** Return the renames and take their objects, with the indexes of keys, out of both maps. */
    static List<Change> take(
            Catalog before,
            Catalog after,
            SortedMap<ObjectId, CatalogObject> removed,
            SortedMap<ObjectId, CatalogObject> added) {
        List<Change> renames = new ArrayList<>();
        for (CatalogObject gone : List.copyOf(removed.values())) {
            if (!KINDS.contains(gone.id().kind()) || !removed.containsKey(gone.id())) {
                continue;
            }
            Optional<CatalogObject> found = added.values().stream()
                    .filter(come -> come.id().kind() == gone.id().kind() && sameButForTheName(gone, come))
                    .findFirst();
            found.ifPresent(come -> {
                renames.add(new Change.Renamed(gone.id(), come.id()));
                removed.remove(gone.id());
                added.remove(come.id());
                takeParts(before, gone, removed);
                takeParts(after, come, added);
            });
        }
        return renames;
    }

    private static void takeParts(Catalog catalog, CatalogObject whole, SortedMap<ObjectId, CatalogObject> from) {
        catalog.children(whole.id()).forEach(part -> from.remove(part.id()));
    }

    private static boolean sameButForTheName(CatalogObject gone, CatalogObject come) {
        return gone.parent().equals(come.parent()) && nameless(gone).equals(nameless(come));
    }

    private static Map<String, String> nameless(CatalogObject object) {
        Map<String, String> attributes = new TreeMap<>(object.attributes());
        attributes.remove("index");
        attributes.remove("constraint");
        String identity = object.id().identity();
        String name = identity.substring(lastDot(identity) + 1);
        attributes.computeIfPresent("definition", (key, definition) -> {
            // CREATE INDEX name ON, CREATE TRIGGER name BEFORE: the name's first occurrence with a space on both sides.
            int at = definition.startsWith("CREATE ") ? definition.indexOf(" " + name + " ") : -1;
            int dotted = definition.startsWith("CREATE STATISTICS ") ? definition.indexOf(identity + " ") : -1;
            if (dotted >= 0) {
                return definition.substring(0, dotted) + definition.substring(dotted + identity.length());
            }
            return at < 0 ? definition : definition.substring(0, at) + definition.substring(at + 1 + name.length());
        });
        return attributes;
    }

    private static int lastDot(String identity) {
        boolean quoted = false;
        int last = -1;
        for (int i = 0; i < identity.length(); i++) {
            if (identity.charAt(i) == '"') {
                quoted = !quoted;
            } else if (identity.charAt(i) == '.' && !quoted) {
                last = i;
            }
        }
        return last;
    }
}

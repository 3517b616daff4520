package io.schemaproof.diff;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Find out what differs, and tell each thing once. */
final class Comparison {

    private static final Comparator<Change> ORDER = Comparator.comparing(Change::object)
            .thenComparing(change -> change instanceof Change.Altered altered ? altered.attribute() : "")
            .thenComparing(Change::kind);

    private final Catalog before;
    private final Catalog after;
    private final SortedMap<ObjectId, CatalogObject> removed = new TreeMap<>();
    private final SortedMap<ObjectId, CatalogObject> added = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();

    Comparison(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
    }

    List<Change> changes() {
        List<ObjectId> differing = before.differing(after);
        for (ObjectId id : differing) {
            CatalogObject was = before.objects().get(id);
            CatalogObject is = after.objects().get(id);
            if (is == null) {
                removed.put(id, Objects.requireNonNull(was));
            } else if (was == null) {
                added.put(id, is);
            } else {
                alter(was, is);
            }
        }
        dropNotNullConstraintsToldByTheirColumns();
        changes.addAll(Renames.take(before, after, removed, added));
        wholes(removed)
                .forEach((id, parts) ->
                        changes.add(new Change.Removed(before.find(id).orElseThrow(), parts)));
        wholes(added)
                .forEach((id, parts) ->
                        changes.add(new Change.Added(after.find(id).orElseThrow(), parts)));
        changes.addAll(ColumnOrder.changes(before, after, differing));
        changes.sort(ORDER);
        return changes;
    }

    private void alter(CatalogObject from, CatalogObject to) {
        TreeSet<String> names = new TreeSet<>(from.attributes().keySet());
        names.addAll(to.attributes().keySet());
        names.removeIf(name -> from.attribute(name).equals(to.attribute(name)));
        if (from.id().kind() == ObjectKind.COLUMN) {
            // The order of a table's columns is one change of the table.
            names.remove("position");
        }
        DerivedAttributes.drop(from.id().kind(), names);
        for (String name : names) {
            changes.add(AttributeChange.of(from, to, name));
        }
        if (!from.extension().equals(to.extension())) {
            changes.add(new Change.Altered(
                    from.id(),
                    "extension",
                    from.extension(),
                    to.extension(),
                    Weight.SIGNIFICANT,
                    ChangeKind.ATTRIBUTE));
        }
    }

    /** From version 18 on a column that becomes NOT NULL gains a constraint as well, which is the same news. */
    private void dropNotNullConstraintsToldByTheirColumns() {
        removed.values().removeIf(object -> isNotNull(object) && nullabilityChanged(object));
        added.values().removeIf(object -> isNotNull(object) && nullabilityChanged(object));
    }

    private static boolean isNotNull(CatalogObject object) {
        return object.id().kind() == ObjectKind.CONSTRAINT
                && object.attribute("type").equals(Optional.of("not null"))
                && object.attribute("validated").equals(Optional.of("yes"));
    }

    private boolean nullabilityChanged(CatalogObject constraint) {
        Optional<CatalogObject> from = constraint.parent().flatMap(before::find);
        Optional<CatalogObject> to = constraint.parent().flatMap(after::find);
        return from.isPresent()
                && to.isPresent()
                && !from.get().attribute("nullable").equals(to.get().attribute("nullable"));
    }

    /** Each object whose container is not among the objects, with all that it contains. */
    private static Map<ObjectId, List<CatalogObject>> wholes(Map<ObjectId, CatalogObject> objects) {
        Map<ObjectId, List<CatalogObject>> wholes = new TreeMap<>();
        for (CatalogObject object : objects.values()) {
            CatalogObject whole = object;
            Optional<CatalogObject> container = container(object, objects);
            while (container.isPresent()) {
                whole = container.get();
                container = container(whole, objects);
            }
            List<CatalogObject> parts = wholes.computeIfAbsent(whole.id(), key -> new ArrayList<>());
            if (!whole.id().equals(object.id())) {
                parts.add(object);
            }
        }
        return wholes;
    }

    private static Optional<CatalogObject> container(CatalogObject object, Map<ObjectId, CatalogObject> objects) {
        return object.parent()
                .map(objects::get)
                .or(() -> object.extension()
                        .map(name -> new ObjectId(ObjectKind.EXTENSION, name))
                        .filter(id -> !id.equals(object.id()))
                        .map(objects::get));
    }
}

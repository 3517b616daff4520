package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turn the rows of the queries into objects. */
final class CatalogBuilder {

    private final ObjectNotes notes;
    private final RelationNames names;
    private final DerivedDefinitions definitions;
    private final TreeMap<ObjectId, CatalogObject> objects = new TreeMap<>();
    private final TreeMap<ObjectId, Optional<CatalogObject>> changes = new TreeMap<>();
    private final Map<ObjectId, CatalogObject> forgotten = new HashMap<>();
    private final Map<Long, SortedMap<Integer, Unfinished>> columns = new HashMap<>();
    private final Map<Long, Unfinished> undefinedIndexes = new HashMap<>();
    private final Map<Long, List<ObjectId>> ofRelations = new HashMap<>();
    private final Map<Long, ObjectId> functions = new HashMap<>();

    CatalogBuilder(ObjectNotes notes, RelationNames names, DerivedDefinitions definitions) {
        this.notes = notes;
        this.names = names;
        this.definitions = definitions;
    }

    /** Take in the rows of one query. */
    void read(CatalogQuery query, ResultSet rows) throws SQLException {
        RowShape shape = RowShape.of(rows.getMetaData());
        RowPlacement placement = new RowPlacement(query, shape, names);
        RowAttributes reader = new RowAttributes(shape, names);
        while (rows.next()) {
            RowPlacement.Place place = placement.of(rows);
            if (place != null) {
                remember(query, shape, rows, place);
                add(query, shape, rows, place, reader.read(rows));
            }
        }
        if (query.name().equals("columns")) {
            columns.values().forEach(this::putColumns);
            columns.clear();
        }
    }

    /** Remember what an object comes and goes with: its table, or a function itself. */
    private void remember(CatalogQuery query, RowShape shape, ResultSet rows, RowPlacement.Place place)
            throws SQLException {
        if (query.name().equals("functions")) {
            functions.put(place.address().oid(), place.id());
            return;
        }
        long relation = shape.number(rows, "table@relation");
        for (String label : List.of("_relation", "_unit")) {
            relation = relation == 0 ? shape.number(rows, label) : relation;
        }
        if (relation != 0) {
            ofRelations.computeIfAbsent(relation, key -> new ArrayList<>()).add(place.id());
        }
    }

    /** Remove relations with all that belongs to them, and functions, that they may be read again. */
    void forget(Collection<Long> relations, Collection<Long> gone) {
        for (Long relation : relations) {
            List<ObjectId> ids = ofRelations.remove(relation);
            if (ids != null) {
                ids.forEach(this::remove);
            }
        }
        for (Long function : gone) {
            ObjectId id = functions.remove(function);
            if (id != null) {
                remove(id);
            }
        }
    }

    private void remove(ObjectId id) {
        CatalogObject object = objects.remove(id);
        if (object != null) {
            forgotten.put(id, object);
            changes.put(id, Optional.empty());
        }
    }

    /** The numbers of dropped columns stay free, so a column's place is counted. Those of the system have none. */
    private void putColumns(SortedMap<Integer, Unfinished> ofRelation) {
        int position = 0;
        for (Map.Entry<Integer, Unfinished> entry : ofRelation.entrySet()) {
            Unfinished column = entry.getValue();
            if (entry.getKey() > 0) {
                column.attributes().put("position", String.valueOf(++position));
            }
            put(column.id(), column.parent(), column.attributes(), column.address());
        }
    }

    private void add(
            CatalogQuery query,
            RowShape shape,
            ResultSet rows,
            RowPlacement.Place place,
            SortedMap<String, String> attributes)
            throws SQLException {
        ObjectAddress address = place.address();
        notes.attach(address, attributes);
        privileges(shape, rows, address, attributes);
        ObjectId id = place.id();
        if (id.kind() == ObjectKind.SYSTEM_OBJECT && attributes.isEmpty()) {
            return;
        }
        Optional<ObjectId> parent = place.parent();
        switch (query.name()) {
            case "columns" -> {
                columns.computeIfAbsent(address.oid(), key -> new TreeMap<>())
                        .put(address.part(), new Unfinished(id, parent, attributes, address));
                return;
            }
            case "constraints" -> constraint(shape, rows, place, attributes);
            case "sequences" ->
                parent.filter(owner -> owner.kind() == ObjectKind.COLUMN)
                        .ifPresent(owner -> attributes.put("owned by", owner.identity()));
            case "indexes" -> {
                RelationNames.OwnedIndex constraint = names.constraint(address.oid());
                if (constraint != null) {
                    parent = Optional.of(constraint.constraint());
                    attributes.put("constraint", constraint.name());
                }
                String definition =
                        definitions.index(indexRow(shape, rows), id.identity(), attributes, hasOwnClasses());
                if (definition == null) {
                    undefinedIndexes.put(address.oid(), new Unfinished(id, parent, attributes, address));
                    return;
                }
                attributes.put("definition", definition);
            }
            default -> {}
        }
        put(id, parent, attributes, address);
    }

    /** They are read before the indexes. */
    private boolean hasOwnClasses() {
        ObjectId next = objects.ceilingKey(new ObjectId(ObjectKind.OPERATOR_CLASS, ""));
        return next != null && next.kind() == ObjectKind.OPERATOR_CLASS;
    }

    private void constraint(
            RowShape shape, ResultSet rows, RowPlacement.Place place, SortedMap<String, String> attributes)
            throws SQLException {
        if (!attributes.containsKey("definition")) {
            String definition = DerivedDefinitions.constraint(attributes);
            if (definition == null) {
                throw new IllegalStateException("The server did not say how " + place.id() + " is defined.");
            }
            attributes.put("definition", definition);
        }
        long index = shape.number(rows, "index@relation");
        if (index != 0) {
            names.addConstraint(index, new RelationNames.OwnedIndex(place.id(), names.quote(rows.getString("_name"))));
        }
    }

    private static DerivedDefinitions.IndexRow indexRow(RowShape shape, ResultSet rows) throws SQLException {
        return new DerivedDefinitions.IndexRow(
                shape.text(rows, "_definition") == null ? shape.number(rows, "table@relation") : 0,
                (int) shape.number(rows, "_keys"),
                text(shape, rows, "columns@table@relation"),
                text(shape, rows, "_classes"),
                text(shape, rows, "_collations"),
                text(shape, rows, "_options"));
    }

    private static String text(RowShape shape, ResultSet rows, String label) throws SQLException {
        String text = shape.text(rows, label);
        return text == null ? "" : text;
    }

    private void put(
            ObjectId id, Optional<ObjectId> parent, SortedMap<String, String> attributes, ObjectAddress address) {
        put(new CatalogObject(id, parent, attributes, Optional.ofNullable(notes.extension(address))));
    }

    void put(CatalogObject object) {
        CatalogObject other = objects.put(object.id(), object);
        if (other != null) {
            throw new IllegalStateException("Two objects are both called " + object.id() + ".");
        }
        changes.put(object.id(), Optional.of(object));
    }

    /** OIDs of the indexes whose definitions only the server can write. */
    List<Long> undefinedIndexes() {
        return new ArrayList<>(undefinedIndexes.keySet());
    }

    /** Take in what the server wrote; null for an index that has just been dropped. */
    void define(long index, @Nullable String definition) {
        Unfinished object = undefinedIndexes.remove(index);
        if (object != null) {
            if (definition != null) {
                object.attributes().put("definition", definition);
            }
            put(object.id(), object.parent(), object.attributes(), object.address());
        }
    }

    private void privileges(RowShape shape, ResultSet rows, ObjectAddress address, SortedMap<String, String> attributes)
            throws SQLException {
        String granted = shape.text(rows, "_acl");
        if (granted == null) {
            return;
        }
        String initial = notes.initialPrivileges(address);
        String privileges =
                AccessPrivileges.canonical(granted, initial != null ? initial : shape.text(rows, "_acldefault"));
        if (privileges != null) {
            attributes.put("privileges", privileges);
        }
    }

    /** A user's table in an extension's schema is the user's, as is a server of an extension's wrapper. */
    private static boolean owns(ObjectId parent) {
        return switch (parent.kind()) {
            case SCHEMA, FOREIGN_DATA_WRAPPER, EXTENSION, SERVER, LANGUAGE -> false;
            default -> true;
        };
    }

    /**
     * All objects read. What is part of an extension's object, a column or an operator of a family, belongs to the
     * extension too, although the server does not say so.
     *
     * @param before what this returned before, or an empty map
     */
    ObjectMap objects(ObjectMap before) {
        if (notes.hasExtensionMembers()) {
            changes.replaceAll((id, change) -> change.map(this::withExtension));
        }
        // What was read again and is the same stays the same object, which maps share.
        forgotten.forEach((id, object) -> {
            if (Optional.of(object).equals(changes.get(id))) {
                objects.put(id, object);
                changes.remove(id);
            }
        });
        ObjectMap now = before.with(changes);
        changes.clear();
        forgotten.clear();
        return now;
    }

    private CatalogObject withExtension(CatalogObject object) {
        Optional<String> extension = extension(object);
        if (extension.equals(object.extension())) {
            return object;
        }
        CatalogObject member = new CatalogObject(object.id(), object.parent(), object.attributes(), extension);
        objects.put(object.id(), member);
        return member;
    }

    private Optional<String> extension(CatalogObject object) {
        Optional<CatalogObject> current = Optional.of(object);
        while (current.isPresent() && current.get().extension().isEmpty()) {
            current = current.get().parent().filter(CatalogBuilder::owns).map(objects::get);
        }
        return current.flatMap(CatalogObject::extension);
    }

    private record Unfinished(
            ObjectId id, Optional<ObjectId> parent, SortedMap<String, String> attributes, ObjectAddress address) {}
}

package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turn the rows of the queries into objects. */
final class CatalogBuilder {

    private final ObjectNotes notes;
    private final TreeMap<ObjectId, CatalogObject> objects = new TreeMap<>();
    private final Map<ColumnNumber, String> columns = new HashMap<>();

    CatalogBuilder(ObjectNotes notes) {
        this.notes = notes;
    }

    /** Take in the rows of one query. */
    void read(CatalogQuery query, ResultSet rows) throws SQLException {
        RowShape shape = RowShape.of(rows.getMetaData());
        while (rows.next()) {
            readRow(query, shape, rows);
        }
    }

    private void readRow(CatalogQuery query, RowShape shape, ResultSet rows) throws SQLException {
        ObjectAddress address =
                new ObjectAddress(query.catalog(), shape.number(rows, "_oid"), (int) shape.number(rows, "_sub"));
        SortedMap<String, String> attributes = new TreeMap<>();
        for (RowShape.Attribute attribute : shape.attributes()) {
            String value = rows.getString(attribute.index());
            if (value != null && attribute.relation() != null) {
                value = names(shape.number(rows, attribute.relation()), value, shape, rows);
            }
            if (value != null) {
                attributes.put(attribute.name(), value);
            }
        }
        String name = shape.text(rows, "_name");
        if (name != null) {
            columns.put(new ColumnNumber(address.oid(), address.part()), name);
        }
        notes.attach(address, attributes);
        privileges(shape, rows, address, attributes);
        ObjectId id = new ObjectId(kind(query, shape, rows), required(shape.text(rows, "_id"), query));
        if (id.kind() == ObjectKind.SYSTEM_OBJECT && attributes.isEmpty()) {
            return;
        }
        put(new CatalogObject(id, parent(shape, rows), attributes, Optional.ofNullable(notes.extension(address))));
    }

    void put(CatalogObject object) {
        CatalogObject other = objects.put(object.id(), object);
        if (other != null) {
            throw new IllegalStateException("Two objects are both called " + object.id() + ".");
        }
    }

    private void privileges(RowShape shape, ResultSet rows, ObjectAddress address, SortedMap<String, String> attributes)
            throws SQLException {
        String initial = notes.initialPrivileges(address);
        String privileges = AccessPrivileges.canonical(
                shape.text(rows, "_acl"), initial != null ? initial : shape.text(rows, "_acldefault"));
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

    private static ObjectKind kind(CatalogQuery query, RowShape shape, ResultSet rows) throws SQLException {
        return query.kind().isPresent()
                ? query.kind().get()
                : ObjectKind.valueOf(required(shape.text(rows, "_kind"), query));
    }

    private static Optional<ObjectId> parent(RowShape shape, ResultSet rows) throws SQLException {
        String kind = shape.text(rows, "_parent_kind");
        String identity = shape.text(rows, "_parent");
        return kind == null || identity == null
                ? Optional.empty()
                : Optional.of(new ObjectId(ObjectKind.valueOf(kind), identity));
    }

    /** Names for column numbers; number 0 is an expression, and what follows an index's keys is included in it. */
    private @Nullable String names(long relation, String numbers, RowShape shape, ResultSet rows) throws SQLException {
        StringJoiner names = new StringJoiner(", ");
        int keys = (int) shape.number(rows, "_keys");
        int position = 0;
        for (String number : numbers.strip().split(" ", -1)) {
            if (number.isEmpty() || (keys > 0 && position >= keys)) {
                continue;
            }
            position++;
            int column = Integer.parseInt(number);
            String name = column == 0 ? "(expression)" : columns.get(new ColumnNumber(relation, column));
            names.add(name == null ? systemColumn(column) : name);
        }
        return names.length() == 0 ? null : names.toString();
    }

    private static String systemColumn(int number) {
        return switch (number) {
            case -1 -> "ctid";
            case -2 -> "xmin";
            case -3 -> "cmin";
            case -4 -> "xmax";
            case -5 -> "cmax";
            case -6 -> "tableoid";
            default -> "column " + number;
        };
    }

    private static String required(@Nullable String value, CatalogQuery query) {
        if (value == null) {
            throw new IllegalStateException("The query " + query.name() + " returned an object without a name.");
        }
        return value;
    }

    /**
     * All objects read. What is part of an extension's object, a column or an operator of a family, belongs to the
     * extension too, although the server does not say so.
     */
    SortedMap<ObjectId, CatalogObject> objects() {
        objects.replaceAll((id, object) -> {
            Optional<String> extension = extension(object);
            return extension.equals(object.extension())
                    ? object
                    : new CatalogObject(id, object.parent(), object.attributes(), extension);
        });
        return objects;
    }

    private Optional<String> extension(CatalogObject object) {
        Optional<CatalogObject> current = Optional.of(object);
        while (current.isPresent() && current.get().extension().isEmpty()) {
            current = current.get().parent().filter(CatalogBuilder::owns).map(objects::get);
        }
        return current.flatMap(CatalogObject::extension);
    }

    private record ColumnNumber(long relation, int number) {}
}

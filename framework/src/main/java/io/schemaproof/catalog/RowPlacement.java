package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Find out what object a row describes and what that is a part of.
 *
 * <p>Most rows say so in words. Those of which there are many name their relation by OID ({@code _relation}): they are
 * that relation, or where they have a {@code _name} a part of it.
 */
final class RowPlacement {

    private final CatalogQuery query;
    private final RowShape shape;
    private final RelationNames names;

    RowPlacement(CatalogQuery query, RowShape shape, RelationNames names) {
        this.query = query;
        this.shape = shape;
        this.names = names;
    }

    /** The place of a row; null where it belongs to a relation that is not read. */
    @Nullable
    Place of(ResultSet rows) throws SQLException {
        if (shape.labels().containsKey("_relation")) {
            return byRelation(rows);
        }
        ObjectAddress address =
                new ObjectAddress(query.catalog(), shape.number(rows, "_oid"), (int) shape.number(rows, "_sub"));
        String parentKind = shape.text(rows, "_parent_kind");
        String parent = shape.text(rows, "_parent");
        return new Place(
                address,
                new ObjectId(
                        query.kind().isPresent()
                                ? query.kind().get()
                                : ObjectKind.valueOf(required(shape.text(rows, "_kind"))),
                        required(shape.text(rows, "_id"))),
                parentKind == null || parent == null
                        ? Optional.empty()
                        : Optional.of(new ObjectId(ObjectKind.valueOf(parentKind), parent)));
    }

    private @Nullable Place byRelation(ResultSet rows) throws SQLException {
        long oid = shape.number(rows, "_relation");
        int part = (int) shape.number(rows, "_sub");
        ObjectId relation = oid == 0 ? domain(rows) : names.relation(oid);
        if (relation == null) {
            return null;
        }
        String name = shape.text(rows, "_name");
        if (name == null) {
            return new Place(
                    new ObjectAddress(query.catalog(), oid, 0), relation, Optional.of(parentOf(relation, rows)));
        }
        // A table's names are mostly its columns' and constraints', so only the columns' are worth remembering.
        String quoted = names.quote(name);
        String identity = relation.identity() + '.' + quoted;
        if (query.kind().isEmpty()) {
            names.addColumn(
                    oid,
                    part,
                    new RelationNames.NamedColumn(
                            quoted, shape.number(rows, "_type"), shape.number(rows, "_collation")));
            boolean composite = relation.kind() == ObjectKind.COMPOSITE_TYPE;
            return new Place(
                    new ObjectAddress(query.catalog(), oid, part),
                    new ObjectId(composite ? ObjectKind.ATTRIBUTE : ObjectKind.COLUMN, identity),
                    Optional.of(relation));
        }
        return new Place(
                new ObjectAddress(query.catalog(), shape.number(rows, "_oid"), 0),
                new ObjectId(query.kind().get(), identity),
                Optional.of(notNullColumn(oid, rows).orElse(relation)));
    }

    private @Nullable ObjectId domain(ResultSet rows) throws SQLException {
        String identity = shape.text(rows, "_domain");
        return identity == null ? null : new ObjectId(ObjectKind.DOMAIN, identity);
    }

    /** The constraint NOT NULL is a part of its column. */
    private Optional<ObjectId> notNullColumn(long relation, ResultSet rows) throws SQLException {
        int number = (int) shape.number(rows, "_not_null");
        return Optional.ofNullable(number == 0 ? null : columnId(relation, number));
    }

    /** A sequence is a part of the column that owns it, an index of its table. */
    private ObjectId parentOf(ObjectId relation, ResultSet rows) throws SQLException {
        ObjectId table = names.relation(shape.number(rows, "table@relation"));
        ObjectId owner = columnId(shape.number(rows, "_owner"), (int) shape.number(rows, "_owner_column"));
        if (table != null) {
            return table;
        }
        return owner != null
                ? owner
                : new ObjectId(
                        ObjectKind.SCHEMA, relation.identity().substring(0, SqlText.indexOf(relation.identity(), '.')));
    }

    private @Nullable ObjectId columnId(long relation, int number) {
        ObjectId table = names.relation(relation);
        RelationNames.NamedColumn column = names.column(relation, number);
        return table == null || column == null
                ? null
                : new ObjectId(ObjectKind.COLUMN, table.identity() + '.' + column.name());
    }

    private String required(@Nullable String value) {
        if (value == null) {
            throw new IllegalStateException("The query " + query.name() + " returned an object without a name.");
        }
        return value;
    }

    /** @param parent of the object; empty where it is a part of nothing */
    record Place(ObjectAddress address, ObjectId id, Optional<ObjectId> parent) {}
}

package io.schemaproof.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rows refer to by OID and number: relations, their columns, and the constraints that indexes serve. */
final class RelationNames {

    private final ServerFacts server;
    private final Map<String, String> quoted = new HashMap<>();
    private final Map<Long, ObjectId> relations = new HashMap<>();
    private final Map<Long, Map<Integer, NamedColumn>> columns = new HashMap<>();
    private final Map<Long, OwnedIndex> constraints = new HashMap<>();

    RelationNames(ServerFacts server) {
        this.server = server;
    }

    /** Take in the rows of the query relation-names. */
    void read(ResultSet rows) throws SQLException {
        while (rows.next()) {
            ObjectKind kind = switch (rows.getString(2)) {
                case "v" -> ObjectKind.VIEW;
                case "m" -> ObjectKind.MATERIALIZED_VIEW;
                case "f" -> ObjectKind.FOREIGN_TABLE;
                case "c" -> ObjectKind.COMPOSITE_TYPE;
                case "S" -> ObjectKind.SEQUENCE;
                case "i", "I" -> ObjectKind.INDEX;
                default -> ObjectKind.TABLE;
            };
            relations.put(
                    rows.getLong(1),
                    new ObjectId(kind, quote(rows.getString(3)) + '.' + server.quote(rows.getString(4))));
        }
    }

    /** Write a name as {@code quote_ident} does; for names that come again and again. */
    String quote(String name) {
        return quoted.computeIfAbsent(name, server::quote);
    }

    /** The relation with this OID; null for what is not read. */
    @Nullable
    ObjectId relation(long oid) {
        return relations.get(oid);
    }

    /** The relation as an attribute names it: pg_catalog's need no schema, as for a cast to {@code regclass}. */
    @Nullable
    String reference(long oid) {
        ObjectId relation = relations.get(oid);
        if (relation == null) {
            return null;
        }
        String name = relation.identity();
        return name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name;
    }

    /** Forget relations, that they may be read again. */
    void forget(Collection<Long> gone) {
        relations.keySet().removeAll(gone);
        columns.keySet().removeAll(gone);
        constraints.keySet().removeAll(gone);
    }

    void addColumn(long relation, int number, NamedColumn column) {
        columns.computeIfAbsent(relation, key -> new HashMap<>()).put(number, column);
    }

    @Nullable
    NamedColumn column(long relation, int number) {
        Map<Integer, NamedColumn> ofRelation = columns.get(relation);
        return ofRelation == null ? null : ofRelation.get(number);
    }

    void addConstraint(long index, OwnedIndex constraint) {
        constraints.put(index, constraint);
    }

    @Nullable
    OwnedIndex constraint(long index) {
        return constraints.get(index);
    }

    /**
     * A column of a relation.
     *
     * @param name quoted where it must be
     * @param type OID of its type
     * @param collation OID of its collation, or 0
     */
    record NamedColumn(String name, long type, long collation) {}

    /**
     * The constraint that an index enforces.
     *
     * @param name of the constraint alone, quoted where it must be
     */
    record OwnedIndex(ObjectId constraint, String name) {}
}

package io.schemaproof.verify.traffic;

import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which relation and column is which, by the numbers that a change of name leaves as they are. */
final class Identities {

    /** Who uses a partition, or plans a query that could use an index, uses the table. */
    private static final String RELATIONS = """
            SELECT c.oid, n.nspname, c.relname, t.oid, tn.nspname, t.relname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_index i ON i.indexrelid = c.oid
            JOIN pg_catalog.pg_class t ON t.oid = coalesce(
                pg_catalog.pg_partition_root(coalesce(i.indrelid, c.oid)), i.indrelid, c.oid)
            JOIN pg_catalog.pg_namespace tn ON tn.oid = t.relnamespace
            WHERE c.oid >= 16384""";

    private static final String NOW =
            "SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_class c WHERE c.oid = ?";

    private static final String COLUMNS = "SELECT attnum, attname FROM pg_catalog.pg_attribute"
            + " WHERE attrelid = ? AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

    private final Map<Long, Known> relations = new HashMap<>();
    private final Map<Relation, Long> tables = new HashMap<>();
    private final Map<Long, Map<Integer, String>> columns = new HashMap<>();

    /** A relation and the table that it is part of. */
    record Known(Relation name, Relation table) {}

    /** What became of the names that a statement uses. */
    record Fate(Optional<String> renamed, boolean dropped) {

        static final Fate SAME = new Fate(Optional.empty(), false);
    }

    static Identities read(Connection connection, Iterable<Relation> used) throws SQLException {
        Identities identities = new Identities();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RELATIONS)) {
            while (row.next()) {
                Relation table = new Relation(row.getString(5), row.getString(6));
                identities.relations.put(
                        row.getLong(1), new Known(new Relation(row.getString(2), row.getString(3)), table));
                identities.tables.put(table, row.getLong(4));
            }
        }
        for (Relation table : used) {
            long oid = identities.oid(table);
            identities.columns.put(oid, columns(connection, oid));
        }
        return identities;
    }

    private long oid(Relation table) {
        return tables.getOrDefault(table, 0L);
    }

    Optional<Known> relation(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    /** What the names that clients of a table use are now. */
    Fate fate(Connection connection, Relation table) throws SQLException {
        long oid = oid(table);
        Optional<String> name = Optional.empty();
        try (PreparedStatement statement = connection.prepareStatement(NOW)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                name = row.next() ? Optional.of(row.getString(1)) : name;
            }
        }
        if (name.isEmpty()) {
            return new Fate(Optional.empty(), true);
        }
        return fate(connection, oid, table, name.get());
    }

    private Fate fate(Connection connection, long oid, Relation table, String name) throws SQLException {
        List<String> renamed = new ArrayList<>();
        Identities now = read(connection, List.of());
        Relation is = now.relation(oid).map(Known::name).orElse(table);
        if (!is.equals(table)) {
            renamed.add(table + " is " + name + " now");
        }
        Map<Integer, String> present = columns(connection, oid);
        boolean[] dropped = {false};
        columns.getOrDefault(oid, Map.of()).forEach((number, former) -> {
            String column = present.get(number);
            if (column == null) {
                dropped[0] = true;
            } else if (!column.equals(former)) {
                renamed.add("the column " + former + " is " + column + " now");
            }
        });
        return new Fate(renamed.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", renamed)), dropped[0]);
    }

    private static Map<Integer, String> columns(Connection connection, long oid) throws SQLException {
        Map<Integer, String> columns = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setLong(1, oid);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.put(rows.getInt(1), rows.getString(2));
                }
            }
        }
        return columns;
    }
}

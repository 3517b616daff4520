package io.schemaproof.query;

import static io.schemaproof.base.SqlText.identifier;
import static io.schemaproof.base.SqlText.literal;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.WriteEffect.Kind;
import io.schemaproof.query.WriteEffect.Write;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Asks the server what else becomes of a row that is written, by writing some that are there, and takes that back. */
public final class EffectProbe {

    /** A trigger may look at the row. */
    private static final int ROWS = 3;

    /** Of wider tables each column is not tried for itself. */
    private static final int MOST_COLUMNS = 40;

    private static final String BEGIN = "SET LOCAL statement_timeout = '2s'; SET LOCAL lock_timeout = '1s';"
            + " SELECT pg_catalog.set_config('track_counts', 'on', true) WHERE current_setting('track_counts') <> 'on';"
            + " SET CONSTRAINTS ALL IMMEDIATE";

    private static final String COUNTERS =
            "SELECT pg_catalog.format('%I.%I', schemaname, relname), n_tup_ins + n_tup_upd + n_tup_del"
                    + " FROM pg_catalog.pg_stat_xact_user_tables WHERE n_tup_ins + n_tup_upd + n_tup_del > 0";

    private static final String KEEP = "SAVEPOINT schemaproof_effect; ";
    private static final String UNDO = "ROLLBACK TO SAVEPOINT schemaproof_effect";

    private final Connection connection;
    private final Catalog catalog;
    private final Set<Write> taken = EnumSet.noneOf(Write.class);

    /**
     * @param connection to the database that is asked, in auto-commit mode
     * @param catalog of the database
     */
    public EffectProbe(Connection connection, Catalog catalog) {
        this.connection = connection;
        this.catalog = catalog;
    }

    /**
     * A row.
     *
     * @param place as a condition
     * @param values as texts, by the names of their columns; null for NULL
     */
    private record Row(String place, Map<String, @Nullable String> values) {}

    /** What was returned and written. */
    private record Written(Map<String, @Nullable String> values, Set<String> tables) {}

    /**
     * What writes of a table do.
     *
     * @param writes to try
     * @return what was seen; nothing where the table has no row
     */
    public WriteEffects effects(Table table, Set<Write> writes) throws SQLException {
        Set<WriteEffect> effects = new TreeSet<>();
        taken.clear();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            for (Row row : rows(statement, table)) {
                for (Write write : writes) {
                    switch (write) {
                        case INSERT -> insert(statement, table, row, effects);
                        case UPDATE -> update(statement, table, row, effects);
                        case DELETE -> delete(statement, table, row, effects);
                    }
                }
            }
        } catch (SQLException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return new WriteEffects(taken, effects);
    }

    private static List<Row> rows(Statement statement, Table table) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(
                "SELECT pg_catalog.format('r.tableoid = %s AND r.ctid = %L', r.tableoid::oid, r.ctid), "
                        + texts(table.columns()) + " FROM " + from(table) + " AS r LIMIT " + ROWS)) {
            while (row.next()) {
                rows.add(new Row(row.getString(1), values(table, row, 2)));
            }
        }
        return rows;
    }

    private void insert(Statement statement, Table table, Row row, Set<WriteEffect> effects) throws SQLException {
        List<Column> all = given(table);
        insert(statement, table, row, all).ifPresent(written -> {
            for (Column column : all) {
                if (!same(written.values(), row.values(), column)) {
                    effects.add(new WriteEffect(Write.INSERT, Kind.CHANGES, column.name()));
                }
            }
            tables(Write.INSERT, written, effects);
        });
        for (Column column : all.size() > MOST_COLUMNS ? List.<Column>of() : all) {
            if (!column.isFilled()) {
                List<Column> others = all.stream()
                        .filter(other -> !other.name().equals(column.name()))
                        .toList();
                insert(statement, table, row, others)
                        .filter(written -> written.values().get(column.name()) != null)
                        .ifPresent(written -> effects.add(new WriteEffect(Write.INSERT, Kind.FILLS, column.name())));
            }
        }
    }

    /** The row itself makes place for it, unseen by triggers. */
    private Optional<Written> insert(Statement statement, Table table, Row row, List<Column> named)
            throws SQLException {
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String values = named.stream()
                .map(column -> Optional.ofNullable(row.values().get(column.name()))
                        .map(text -> literal(text))
                        .orElse("NULL"))
                .collect(Collectors.joining(", "));
        return write(
                statement,
                table,
                unseen("DELETE FROM " + from(table) + " AS r WHERE " + row.place()),
                "INSERT INTO " + name(table) + " AS r (" + names(named) + ") OVERRIDING SYSTEM VALUE VALUES (" + values
                        + ") RETURNING " + texts(table.columns()));
    }

    private void update(Statement statement, Table table, Row row, Set<WriteEffect> effects) throws SQLException {
        List<Column> all = given(table).stream()
                .filter(column -> column.identityGeneration() != Column.IdentityGeneration.ALWAYS)
                .toList();
        if (all.isEmpty()) {
            return;
        }
        String itself = all.stream()
                .map(column -> identifier(column.name()) + " = r." + identifier(column.name()))
                .collect(Collectors.joining(", "));
        update(statement, table, row, itself, Optional.empty(), effects);
        for (Column column : all.size() > MOST_COLUMNS ? List.<Column>of() : all) {
            String name = identifier(column.name());
            update(
                    statement,
                    table,
                    row,
                    name + " = (SELECT o." + name + " FROM " + from(table) + " AS o WHERE o." + name
                            + "::text IS DISTINCT FROM r." + name + "::text LIMIT 1)",
                    Optional.of(column),
                    effects);
        }
    }

    private void update(
            Statement statement, Table table, Row row, String set, Optional<Column> changed, Set<WriteEffect> effects)
            throws SQLException {
        write(
                        statement,
                        table,
                        "",
                        "UPDATE " + from(table) + " AS r SET " + set + " WHERE " + row.place() + " RETURNING "
                                + texts(table.columns()))
                .ifPresent(written -> {
                    for (Column column : given(table)) {
                        if (!changed.map(Column::name).equals(Optional.of(column.name()))
                                && !same(written.values(), row.values(), column)) {
                            effects.add(new WriteEffect(Write.UPDATE, Kind.CHANGES, column.name()));
                        }
                    }
                    tables(Write.UPDATE, written, effects);
                });
    }

    /** Those that refer to it go before, unseen, so that no foreign key refuses it or does something itself. */
    private void delete(Statement statement, Table table, Row row, Set<WriteEffect> effects) throws SQLException {
        String first = catalog.tables().stream()
                .flatMap(child -> child.foreignKeys().stream()
                        .filter(key -> key.referencedTable().equals(table.identity()))
                        .map(key -> "DELETE FROM " + name(child) + " AS c USING " + from(table) + " AS r WHERE "
                                + row.place() + referring(key)))
                .collect(Collectors.joining("; "));
        write(
                        statement,
                        table,
                        first.isEmpty() ? "" : unseen(first),
                        "DELETE FROM " + from(table) + " AS r WHERE " + row.place() + " RETURNING "
                                + texts(table.columns()))
                .ifPresent(written -> tables(Write.DELETE, written, effects));
    }

    private static String referring(ForeignKey key) {
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < key.columns().size(); i++) {
            condition
                    .append(" AND c.")
                    .append(identifier(key.columns().get(i)))
                    .append(" = r.")
                    .append(identifier(key.referencedColumns().get(i)));
        }
        return condition.toString();
    }

    private static String unseen(String sql) {
        return "SET LOCAL session_replication_role = replica; " + sql
                + "; SET LOCAL session_replication_role = origin; ";
    }

    /** Empty where the server refuses it, or writes nothing. */
    private Optional<Written> write(Statement statement, Table table, String first, String sql) throws SQLException {
        try {
            List<Map<String, Long>> counters = new ArrayList<>();
            Optional<Map<String, @Nullable String>> values = Optional.empty();
            boolean isRows = statement.execute(KEEP + first + COUNTERS + "; " + sql + "; " + COUNTERS + "; " + UNDO);
            for (int results = 0; isRows || statement.getUpdateCount() != -1; isRows = statement.getMoreResults()) {
                if (isRows) {
                    try (ResultSet rows = statement.getResultSet()) {
                        if (results++ != 1) {
                            counters.add(counters(rows));
                        } else if (rows.next()) {
                            values = Optional.of(values(table, rows, 1));
                        }
                    }
                }
            }
            return values.map(found -> new Written(found, written(table, counters)));
        } catch (SQLException e) {
            if (!connection.isValid(5)) {
                throw e;
            }
            statement.execute(UNDO);
            return Optional.empty();
        }
    }

    private static Map<String, Long> counters(ResultSet rows) throws SQLException {
        Map<String, Long> counters = new HashMap<>();
        while (rows.next()) {
            counters.put(rows.getString(1), rows.getLong(2));
        }
        return counters;
    }

    /** Of partitions the tables that they are of; what the catalogue does not hold is made by the write itself. */
    private Set<String> written(Table table, List<Map<String, Long>> counters) {
        Map<String, Long> earlier = counters.get(0);
        String own = root(table);
        Set<String> written = new TreeSet<>();
        counters.get(counters.size() - 1).forEach((name, count) -> {
            if (count > earlier.getOrDefault(name, 0L)) {
                catalog.table(name)
                        .map(EffectProbe::root)
                        .filter(root -> !root.equals(own))
                        .ifPresent(written::add);
            }
        });
        return written;
    }

    private static String root(Table table) {
        return table.partitionOf().map(EffectProbe::root).orElse(table.identity());
    }

    private void tables(Write write, Written written, Set<WriteEffect> effects) {
        taken.add(write);
        written.tables().forEach(name -> effects.add(new WriteEffect(write, Kind.WRITES, name)));
    }

    private static boolean same(
            Map<String, @Nullable String> values, Map<String, @Nullable String> others, Column column) {
        return Objects.equals(values.get(column.name()), others.get(column.name()));
    }

    private static List<Column> given(Table table) {
        return table.columns().stream()
                .filter(column -> column.generated() == Column.Generated.NOT_GENERATED)
                .toList();
    }

    private static Map<String, @Nullable String> values(Table table, ResultSet row, int first) throws SQLException {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        int index = first;
        for (Column column : table.columns()) {
            values.put(column.name(), row.getString(index++));
        }
        return values;
    }

    private static String texts(List<Column> columns) {
        return columns.stream()
                .map(column -> "r." + identifier(column.name()) + "::text")
                .collect(Collectors.joining(", "));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(column -> identifier(column.name())).collect(Collectors.joining(", "));
    }

    /** Rows of a table that inherits from it fire its own triggers, and not these. */
    private static String from(Table table) {
        return (table.isPartitioned() ? "" : "ONLY ") + name(table);
    }

    private static String name(Table table) {
        return new Relation(table.schema(), table.name()).quoted();
    }
}

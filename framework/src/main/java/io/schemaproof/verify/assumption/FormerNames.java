package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.migration.ErrorSubject;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What tables and columns were called before a script gave them other names, by the numbers that a change of name leaves as they are, also on a copy.
 * Rows of before are only found under these.
 */
final class FormerNames {

    /** A column of a parent is renamed with the parent's. */
    private static final String NAMES = """
            SELECT c.oid, n.nspname, c.relname, a.attnum, a.attname
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_catalog.pg_attribute a
                ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attinhcount = 0
            WHERE c.oid >= 16384 AND c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_'
            ORDER BY c.oid, a.attnum""";

    private static final String ASIDE = "schemaproof_aside_";

    private final List<Renamed> renamed;

    private FormerNames(List<Renamed> renamed) {
        this.renamed = renamed;
    }

    private record Named(Relation table, Map<Integer, String> columns) {}

    private record RenamedColumn(int number, String before, String after) {}

    private record Renamed(long number, Named before, Named after) {

        List<RenamedColumn> columns() {
            List<RenamedColumn> others = new ArrayList<>();
            after.columns().forEach((number, now) -> {
                String former = before.columns().getOrDefault(number, now);
                if (!former.equals(now)) {
                    others.add(new RenamedColumn(number, former, now));
                }
            });
            return others;
        }

        String column(String name) {
            return columns().stream()
                    .filter(column -> column.after().equals(name))
                    .map(RenamedColumn::before)
                    .findFirst()
                    .orElse(name);
        }
    }

    /**
     * Compare two databases, one of which is a copy of the other, on which a script has run.
     *
     * @throws SQLException if one of them cannot be read
     */
    static FormerNames read(Connection before, Connection after) throws SQLException {
        Map<Long, Named> then = names(before);
        List<Renamed> renamed = new ArrayList<>();
        names(after).forEach((number, now) -> {
            Named former = then.get(number);
            if (former != null) {
                Renamed one = new Renamed(number, former, now);
                if (!former.table().equals(now.table()) || !one.columns().isEmpty()) {
                    renamed.add(one);
                }
            }
        });
        return new FormerNames(renamed);
    }

    private static Map<Long, Named> names(Connection connection) throws SQLException {
        Map<Long, Named> names = new TreeMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(NAMES)) {
            while (rows.next()) {
                Relation table = new Relation(rows.getString(2), rows.getString(3));
                Map<Integer, String> columns = names.computeIfAbsent(
                                rows.getLong(1), number -> new Named(table, new TreeMap<>()))
                        .columns();
                if (rows.getString(5) != null) {
                    columns.put(rows.getInt(4), rows.getString(5));
                }
            }
        }
        return names;
    }

    boolean isEmpty() {
        return renamed.isEmpty();
    }

    /** What the table was called that is called so now. */
    Relation table(Relation now) {
        return of(now).map(one -> one.before().table()).orElse(now);
    }

    /** What a column of it was called. */
    String column(Relation now, String column) {
        return of(now).map(one -> one.column(column)).orElse(column);
    }

    /** The same table, column and constraint under the names of before. */
    ErrorSubject of(ErrorSubject subject) {
        Optional<Relation> now =
                subject.schema().flatMap(schema -> subject.table().map(table -> new Relation(schema, table)));
        return now.isEmpty()
                ? subject
                : new ErrorSubject(
                        now.map(this::table).map(Relation::schema),
                        now.map(this::table).map(Relation::name),
                        subject.column().map(column -> column(now.get(), column)),
                        subject.constraint());
    }

    private Optional<Renamed> of(Relation now) {
        return renamed.stream().filter(one -> one.after().table().equals(now)).findFirst();
    }

    /**
     * Give them the names of before again, whatever else the script has done to them, so that the server writes its constraints and indexes with these. What has come
     * under such a name meanwhile gets another one.
     *
     * @param connection to the database on which the script has run
     * @throws SQLException if the server refuses it
     */
    void giveBack(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (Renamed one : renamed) {
                giveColumnsBack(statement, one);
            }
            for (Renamed one : renamed) {
                statement.execute("ALTER TABLE " + one.after().table().quoted() + " RENAME TO " + ASIDE + one.number());
            }
            for (Renamed one : renamed) {
                Relation before = one.before().table();
                Relation after = one.after().table();
                Relation aside = new Relation(after.schema(), ASIDE + one.number());
                if (!before.schema().equals(after.schema())) {
                    String schema = SqlText.identifier(before.schema());
                    statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
                    statement.execute("ALTER TABLE " + aside.quoted() + " SET SCHEMA " + schema);
                    aside = new Relation(before.schema(), aside.name());
                }
                // Views and sequences answer to it, too.
                statement.execute("ALTER TABLE IF EXISTS " + before.quoted() + " RENAME TO " + ASIDE + "instead_of_"
                        + one.number());
                statement.execute("ALTER TABLE " + aside.quoted() + " RENAME TO " + SqlText.identifier(before.name()));
            }
        }
    }

    private static void giveColumnsBack(Statement statement, Renamed one) throws SQLException {
        String rename = "ALTER TABLE " + one.after().table().quoted() + " RENAME COLUMN ";
        List<RenamedColumn> columns = one.columns();
        for (RenamedColumn column : columns) {
            statement.execute(rename + SqlText.identifier(column.after()) + " TO " + ASIDE + column.number());
        }
        for (RenamedColumn column : columns) {
            String before = column.before();
            boolean taken = one.after().columns().containsValue(before)
                    && columns.stream().noneMatch(other -> other.after().equals(before));
            if (taken) {
                statement.execute(
                        rename + SqlText.identifier(before) + " TO " + ASIDE + "instead_of_" + column.number());
            }
            statement.execute(rename + ASIDE + column.number() + " TO " + SqlText.identifier(before));
        }
    }
}

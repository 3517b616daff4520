package io.schemaproof.verify.history;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads from a tool's own table which migrations of a folder a database already holds. */
final class AppliedVersions {

    private static final String SUPABASE = "supabase_migrations.schema_migrations";

    /** By convention: the table, and a query for rows of version and state; {@code %s} is the table. */
    private static final Map<String, Book> BOOKS = Map.ofEntries(
            book("flyway", "flyway_schema_history", """
                            SELECT version, CASE WHEN NOT success THEN 'failed'
                                   WHEN type LIKE 'UNDO%%' OR type = 'DELETE' THEN 'undone'
                                   WHEN type LIKE '%%BASELINE' THEN 'baseline' ELSE 'applied' END
                              FROM %s WHERE version IS NOT NULL AND type <> 'SCHEMA'
                             ORDER BY installed_rank"""),
            book(
                    "golang-migrate",
                    "schema_migrations",
                    "SELECT version::text, CASE WHEN dirty THEN 'failed' ELSE 'all up to' END FROM %s"),
            book("dbmate", "schema_migrations", "SELECT version::text, 'applied' FROM %s ORDER BY 1"),
            book("supabase", "schema_migrations", "SELECT version::text, 'applied' FROM %s ORDER BY 1"),
            book("goose", "goose_db_version", """
                            SELECT version_id::text, CASE WHEN is_applied THEN 'applied' ELSE 'undone' END
                              FROM %s WHERE version_id > 0 ORDER BY id"""),
            book("diesel", "__diesel_schema_migrations", "SELECT version::text, 'applied' FROM %s ORDER BY 1"),
            book(
                    "sqlx",
                    "_sqlx_migrations",
                    "SELECT version::text, CASE WHEN success THEN 'applied' ELSE 'failed' END FROM %s ORDER BY version"),
            book("refinery", "refinery_schema_history", "SELECT version::text, 'applied' FROM %s ORDER BY version"),
            book("sql-migrate", "gorp_migrations", """
                            SELECT coalesce(substring(id FROM '^[0-9]+'), regexp_replace(id, '[.]sql$', '')), 'applied'
                              FROM %s ORDER BY applied_at, id"""),
            book("node-pg-migrate", "pgmigrations", """
                            SELECT coalesce(substring(name FROM '^[0-9]+'), name), 'applied' FROM %s ORDER BY run_on, id"""),
            book("prisma", "_prisma_migrations", """
                            SELECT coalesce(substring(migration_name FROM '^[0-9]+'), migration_name),
                                   CASE WHEN rolled_back_at IS NOT NULL THEN 'undone' WHEN finished_at IS NULL THEN 'failed'
                                   ELSE 'applied' END
                              FROM %s ORDER BY started_at"""),
            book("liquibase", "databasechangelog", """
                            SELECT author || ':' || id, 'applied' FROM %s ORDER BY dateexecuted, orderexecuted"""));

    private static Map.Entry<String, Book> book(String convention, String table, String query) {
        return Map.entry(convention, new Book(table, query));
    }

    private final MigrationFolder folder;
    private final Book book;

    private AppliedVersions(MigrationFolder folder, Book book) {
        this.folder = folder;
        this.book = book;
    }

    private record Book(String table, String query) {}

    /** A tool's own library keeps the same table. */
    private static String tool(MigrationFolder folder) {
        return folder.convention().replaceFirst("-library$", "");
    }

    /** The table in which the folder's tool says what it has applied; empty where the convention has none. */
    static Optional<String> table(MigrationFolder folder) {
        return Optional.ofNullable(BOOKS.get(tool(folder))).map(Book::table);
    }

    /**
     * Return how many of the folder's migrations, from the first on, a database holds; empty if there is no such table.
     *
     * @throws MigrationException if one failed, if one that the table names is not in the folder, or if they are not the first
     */
    static OptionalInt count(Connection connection, MigrationFolder folder) throws SQLException {
        Book book = BOOKS.get(tool(folder));
        if (book == null) {
            return OptionalInt.empty();
        }
        List<String> tables = tables(connection, book.table());
        if (folder.convention().equals("supabase") && tables.contains(SUPABASE)) {
            // Its services keep books of the same name, such as that of auth.
            tables = List.of(SUPABASE);
        }
        if (tables.size() > 1) {
            throw new MigrationException(
                    "It is not clear which migrations are applied: there are " + String.join(" and ", tables) + ".");
        }
        return tables.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(new AppliedVersions(folder, book).count(connection, tables.get(0)));
    }

    static Set<String> tables() {
        return BOOKS.values().stream().map(Book::table).collect(Collectors.toUnmodifiableSet());
    }

    /** The version that was applied last, whichever tool did it; empty where that is not known. */
    static Optional<String> last(Connection connection) throws SQLException {
        List<String> found = new ArrayList<>();
        List<Book> books = new ArrayList<>();
        for (String name : new TreeSet<>(tables())) {
            for (String table : tables(connection, name)) {
                found.add(table);
                books.add(book(connection, name, table));
            }
        }
        if (found.size() != 1) {
            return Optional.empty();
        }
        Set<String> applied = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(books.get(0).query().formatted(found.get(0)))) {
            while (rows.next()) {
                applied.remove(rows.getString(1));
                if (Set.of("applied", "all up to", "baseline").contains(rows.getString(2))) {
                    applied.add(rows.getString(1));
                }
            }
        }
        return applied.stream().reduce((first, second) -> second);
    }

    /** The books of two tools have one name, of which one can be dirty. */
    private static Book book(Connection connection, String name, String table) throws SQLException {
        if (!name.equals("schema_migrations")) {
            return BOOKS.values().stream()
                    .filter(book -> book.table().equals(name))
                    .findFirst()
                    .orElseThrow();
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM pg_attribute WHERE attrelid = to_regclass(?) AND attname = 'dirty' AND NOT attisdropped")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return Objects.requireNonNull(BOOKS.get(rows.next() ? "golang-migrate" : "dbmate"));
            }
        }
    }

    private static List<String> tables(Connection connection, String name) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                        + " WHERE c.relname = ? AND c.relkind IN ('r', 'p') ORDER BY 1")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
        }
        return tables;
    }

    private int count(Connection connection, String table) throws SQLException {
        Set<Integer> applied = new TreeSet<>();
        Set<String> unknown = new LinkedHashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(book.query().formatted(table))) {
            while (rows.next()) {
                take(rows.getString(1), rows.getString(2), applied, unknown);
            }
        }
        if (!unknown.isEmpty()) {
            throw new MigrationException("The table " + table + " says that version " + String.join(", ", unknown)
                    + " is applied, which the folder does not have.");
        }
        int count = applied.size();
        for (int index : applied) {
            if (index >= count) {
                throw new MigrationException("The table " + table + " says that "
                        + name(index) + " is applied, and of those before it "
                        + name(firstMissing(applied)) + " is not.");
            }
        }
        return count;
    }

    private void take(String version, String state, Set<Integer> applied, Set<String> unknown) {
        if (state.equals("failed")) {
            throw new MigrationException("Version " + version + " has failed there, as " + book.table()
                    + " says. Mend that database first.");
        }
        if (state.equals("baseline")) {
            // Flyway passes over what comes up to it, and the folder need have nothing of that very version.
            IntStream.range(0, MigrationRange.countUpTo(folder, version)).forEach(applied::add);
            return;
        }
        int index = index(version);
        if (index < 0) {
            if (state.equals("undone") || isReplaced(version)) {
                unknown.remove(version);
            } else {
                unknown.add(version);
            }
        } else if (state.equals("undone")) {
            applied.remove(index);
        } else if (state.equals("all up to")) {
            for (int earlier = 0; earlier <= index; earlier++) {
                applied.add(earlier);
            }
        } else {
            applied.add(index);
        }
    }

    /** Whether a database that was there before knows a migration in whose place new ones begin with a baseline. */
    private boolean isReplaced(String version) {
        Migration first = folder.migrations().get(0);
        return tool(folder).equals("flyway")
                && String.valueOf(first.up().file().getFileName()).startsWith("B")
                && MigrationRange.isBefore(version, first.version());
    }

    private int index(String version) {
        try {
            return MigrationRange.of(folder, Optional.of(version), Optional.of(version))
                    .first();
        } catch (MigrationException e) {
            return -1;
        }
    }

    private static int firstMissing(Set<Integer> applied) {
        int index = 0;
        while (applied.contains(index)) {
            index++;
        }
        return index;
    }

    private String name(int index) {
        Migration migration = folder.migrations().get(index);
        return migration.version();
    }
}

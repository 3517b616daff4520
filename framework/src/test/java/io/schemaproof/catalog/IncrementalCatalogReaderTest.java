package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IncrementalCatalogReaderTest {

    private static final int STATEMENTS = Integer.getInteger("schemaproof.test.random-ddl", 120);

    private static final boolean ALL = "all".equals(System.getProperty("schemaproof.test.oracle"));

    /** Of its own: roles and the privileges of a shared one change under the test's feet. */
    private static DatabaseServer server;

    @BeforeAll
    static void start() {
        server = Databases.start(ServerRequest.from(Configuration.ofSystem()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_reading_after_each_statement_of_the_comparison_with_pg_dump_gives_what_a_whole_one_gives()
            throws SQLException {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE oracle_owner SUPERUSER; CREATE ROLE oracle_reader");
        }
        int statements = 0;
        for (OracleStatements.Section section : OracleStatements.read(ALL)) {
            try (Beside beside = new Beside(TestDatabase.create(server))) {
                for (OracleStatements.Entry entry : section.statements()) {
                    statements += beside.run(entry.sql().replace("current_database_name", beside.name())) ? 1 : 0;
                }
            }
        }
        assertThat(statements).isGreaterThan(150);
    }

    @Test
    void a_reading_after_any_statement_gives_what_a_whole_one_gives() throws SQLException {
        long seed = Long.getLong("schemaproof.test.seed", System.nanoTime());
        RandomDdl statements = new RandomDdl(seed);
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.seed = seed;
            int run = 0;
            for (int i = 0; i < STATEMENTS; i++) {
                run += beside.run(statements.next()) ? 1 : 0;
            }
            assertThat(run).as("statements that went well").isGreaterThan(STATEMENTS / 30);
        }
    }

    @Test
    void a_reading_beside_transactions_that_go_on_gives_what_a_whole_one_gives() throws SQLException {
        long seed = Long.getLong("schemaproof.test.seed", System.nanoTime());
        RandomDdl statements = new RandomDdl(seed);
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            Connection other = beside.database.connect();
            Statement statement = other.createStatement();
            beside.seed = seed;
            beside.ongoing = statement;
            beside.run("SET lock_timeout = '1ms'");
            statement.execute("SET lock_timeout = '1ms'");
            try (Statement settings = beside.reading.createStatement()) {
                settings.execute("SET lock_timeout = '20ms'");
            }
            for (int i = 0; i < STATEMENTS / 4; i++) {
                if (statements.below(3) == 0) {
                    beside.run(statements.next());
                } else {
                    beside.run(
                            statement,
                            switch (statements.below(6)) {
                                case 0 -> "COMMIT";
                                case 1 -> "ROLLBACK";
                                case 2 -> "SAVEPOINT s";
                                default -> "BEGIN; " + statements.next();
                            });
                }
            }
        }
    }

    @Test
    void what_hardly_any_relation_has_is_asked_for_from_when_one_has_it() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.run(
                    "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;"
                            + " CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE TABLE lines (order_id int REFERENCES orders)");
            for (String statements : List.of(
                    "ALTER TABLE orders SET (toast.autovacuum_enabled = off);ALTER TABLE orders RESET (toast.autovacuum_enabled)",
                    "REVOKE USAGE ON TYPE orders FROM PUBLIC;GRANT USAGE ON TYPE orders TO PUBLIC",
                    "ALTER TABLE lines DISABLE TRIGGER ALL;ALTER TABLE lines ENABLE TRIGGER ALL",
                    "CREATE TABLE child (more int) INHERITS (orders);ALTER TABLE child NO INHERIT orders;DROP TABLE child",
                    "CREATE FOREIGN TABLE far (id int) SERVER s OPTIONS (a 'b');DROP FOREIGN TABLE far",
                    "CREATE TABLE parts (id int) PARTITION BY LIST (id);CREATE TABLE part PARTITION OF parts FOR VALUES IN (1);DROP TABLE parts")) {
                for (String statement : statements.split(";", -1)) {
                    assertThat(beside.run(statement)).as(statement).isTrue();
                    assertThat(beside.run("ALTER TABLE lines ADD COLUMN c int")).isTrue();
                    assertThat(beside.run("ALTER TABLE lines DROP COLUMN c")).isTrue();
                }
            }
        }
    }

    @Test
    void what_a_transaction_changed_long_before_its_end_is_seen_then() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server));
                Connection other = beside.database.connect();
                Statement statement = other.createStatement()) {
            beside.run("CREATE TABLE orders (id int PRIMARY KEY)");
            beside.run(statement, "BEGIN; ALTER TABLE orders ADD COLUMN note text");
            beside.run("CREATE TABLE lines (id int PRIMARY KEY)");
            beside.run(statement, "SAVEPOINT s; ALTER TABLE orders ADD COLUMN more text");
            beside.run("DROP TABLE lines");
            beside.run("CREATE TABLE lines (id int PRIMARY KEY)");
            beside.run(statement, "RELEASE s");
            beside.run(statement, "COMMIT");
            assertThat(beside.last.table("orders").orElseThrow().column("more")).isPresent();
            assertThat(beside.reader.probes()).isZero();
        }
    }

    @Test
    void whole_pages_in_the_log_are_passed_over() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.run("CREATE TABLE orders (id int PRIMARY KEY)");
            beside.run("ALTER SYSTEM SET full_page_writes = on");
            beside.run("SELECT pg_reload_conf()");
            beside.run("CHECKPOINT");
            beside.run("ALTER TABLE orders ADD COLUMN note text");
            beside.run("SET wal_compression = on");
            beside.run("CHECKPOINT");
            beside.run("ALTER TABLE orders ADD COLUMN more text");
            beside.run("ALTER SYSTEM RESET full_page_writes");
            beside.run("SELECT pg_reload_conf()");
            beside.run("CHECKPOINT");
            assertThat(beside.last.table("orders").orElseThrow().column("more")).isPresent();
            assertThat(beside.reader.probes()).isZero();
        }
    }

    @Test
    void all_catalogues_are_looked_through_where_the_log_does_not_tell() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.run("CREATE TABLE orders (id int PRIMARY KEY)");
            beside.run("CREATE TABLE filled (number int, text text)");
            assertThat(beside.reader.probes()).isZero();
            // More than a megabyte.
            beside.run("INSERT INTO filled SELECT g, repeat('x', 100) FROM generate_series(1, 10000) g");
            assertThat(beside.reader.probes()).isEqualTo(1);
            beside.run("ANALYZE orders");
            beside.run("SELECT pg_switch_wal()");
            beside.run("ALTER TABLE orders ADD COLUMN note text");
            assertThat(beside.reader.probes()).isEqualTo(2);
            beside.run("SET synchronous_commit = off");
            beside.run("ALTER TABLE orders ADD COLUMN more text");
            beside.run("VACUUM FULL pg_class");
            beside.run("ALTER TABLE orders ADD COLUMN most text");
            assertThat(beside.last.table("orders").orElseThrow().column("most")).isPresent();
        }
    }

    @Test
    void who_may_not_read_the_log_has_all_catalogues_looked_through() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server));
                Connection reading = beside.database.connect();
                Statement statement = reading.createStatement()) {
            beside.run("CREATE ROLE watcher_" + beside.name());
            beside.run("GRANT SELECT ON pg_authid, pg_user_mapping, pg_subscription TO watcher_" + beside.name());
            statement.execute("SET ROLE watcher_" + beside.name());
            IncrementalCatalogReader reader = new IncrementalCatalogReader();
            reader.read(reading);
            beside.run("CREATE TABLE orders (id int PRIMARY KEY)");
            assertThat(reader.read(reading)).isEqualTo(beside.last);
            assertThat(reader.probes()).isEqualTo(1);
            statement.execute("RESET ROLE");
            beside.run("CREATE TABLE lines (id int PRIMARY KEY)");
            assertThat(beside.reader.read(reading)).isEqualTo(beside.last);
            statement.execute("SET ROLE watcher_" + beside.name());
            beside.run("CREATE TABLE others (id int PRIMARY KEY)");
            assertThat(beside.reader.read(reading)).isEqualTo(beside.last);
            statement.execute("RESET ROLE");
            beside.run("DROP OWNED BY watcher_" + beside.name());
            beside.run("DROP ROLE watcher_" + beside.name());
        }
    }

    @Test
    void what_happens_to_tables_and_functions_is_read_again_without_the_rest() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.run("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            int before = beside.reader.wholeReadings();
            for (String statement : List.of(
                    "CREATE TABLE lines (id int PRIMARY KEY, order_id int REFERENCES orders)",
                    "CREATE INDEX lines_order ON lines (order_id)",
                    "CREATE VIEW v AS SELECT id, note FROM orders",
                    "ALTER TABLE orders RENAME COLUMN note TO remark",
                    "ALTER TABLE orders RENAME TO purchases",
                    "ALTER TABLE purchases ADD COLUMN total numeric DEFAULT 0 NOT NULL CHECK (total >= 0)",
                    "ALTER TABLE purchases ALTER COLUMN total TYPE bigint",
                    "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
                    "CREATE TRIGGER g BEFORE INSERT ON lines FOR EACH ROW EXECUTE FUNCTION f()",
                    "ALTER FUNCTION f RENAME TO touched",
                    "INSERT INTO purchases (id) VALUES (1)",
                    "DROP VIEW v",
                    "DROP TABLE lines")) {
                assertThat(beside.run(statement)).as(statement).isTrue();
                assertThat(beside.reader.wholeReadings()).as(statement).isEqualTo(before);
                assertThat(beside.reader.probes()).as(statement).isZero();
            }
            assertThat(beside.run("CREATE ROLE r_" + beside.name())).isTrue();
            assertThat(beside.run("DROP ROLE r_" + beside.name())).isTrue();
            assertThat(beside.reader.wholeReadings()).isGreaterThan(before);
        }
    }

    @Test
    void changes_are_looked_for_in_every_catalogue_that_is_read() {
        Set<String> watched = new HashSet<>(CatalogProbe.others(18));
        Stream.of(TrackedCatalog.values()).map(TrackedCatalog::table).forEach(watched::add);
        // Columns and their sequences have queries of their own, as the members of extensions and the one database.
        watched.addAll(List.of("pg_attribute", "pg_depend", "pg_database", "pg_db_role_setting", "pg_shdescription"));
        // An aggregate's row comes, changes and goes with that of its function.
        watched.add("pg_aggregate");
        // Views of those, for who may not read them; they are read whole each time.
        watched.addAll(List.of("pg_roles", "pg_user_mappings", "pg_stat_subscription"));

        List<String> unwatched = new ArrayList<>();
        for (CatalogQuery query : CatalogQueries.of(new ReaderAccess(18, true, true, true))) {
            Matcher table =
                    Pattern.compile("\\b(?:FROM|JOIN) (pg_\\w+)(?! *\\()").matcher(query.sql());
            while (table.find()) {
                if (!watched.contains(table.group(1))) {
                    unwatched.add(query.name() + ": " + table.group(1));
                }
            }
        }

        assertThat(unwatched).isEmpty();
    }

    @Test
    void what_was_seen_in_a_transaction_that_is_taken_back_is_not_built_on() throws SQLException {
        try (Beside beside = new Beside(TestDatabase.create(server))) {
            beside.run("CREATE TABLE orders (id int PRIMARY KEY, note text)");
            try (Connection connection = beside.database.connect();
                    Statement statement = connection.createStatement()) {
                IncrementalCatalogReader reader = new IncrementalCatalogReader();
                Catalog before = reader.read(connection);
                statement.execute("BEGIN; ALTER TABLE orders RENAME TO purchases");
                assertThat(reader.read(connection).table("purchases")).isPresent();
                statement.execute("ROLLBACK");
                assertThat(reader.read(connection)).isEqualTo(before);
            }
        }
    }

    @Test
    void a_patient_reader_reads_everything_until_that_would_have_paid_for_finding_out_what_has_changed()
            throws SQLException {
        // Nobody drops the database of an earlier test on this one.
        try (DatabaseServer quiet = Databases.start(ServerRequest.from(Configuration.ofSystem()));
                TestDatabase database = TestDatabase.create(quiet);
                Connection reading = database.connect();
                Connection writing = database.connect();
                Statement statement = writing.createStatement()) {
            IncrementalCatalogReader reader = IncrementalCatalogReader.patient(false, 60);
            Catalog empty = reader.read(reading);
            assertThat(reader.read(reading)).as("nothing has changed").isSameAs(empty);
            assertThat(reader.wholeReadings()).isEqualTo(1);

            int readings = 1;
            for (int read = empty.objects().size(); read < 60; readings++) {
                statement.execute("CREATE TABLE orders_" + readings + " (id int PRIMARY KEY)");
                Catalog now = reader.read(reading);
                read += now.objects().size();
                assertThat(reader.followsLog()).isFalse();
                assertThat(now).isEqualTo(CatalogReader.read(reading));
            }
            assertThat(reader.wholeReadings()).isEqualTo(readings);

            statement.execute("CREATE TABLE lines (id int PRIMARY KEY)");
            assertThat(reader.read(reading)).isEqualTo(CatalogReader.read(reading));
            assertThat(reader.wholeReadings()).isEqualTo(readings + 1);
            statement.execute("ALTER TABLE lines ADD COLUMN note text");
            assertThat(reader.read(reading)).isEqualTo(CatalogReader.read(reading));
            assertThat(reader.wholeReadings()).as("only what has changed").isEqualTo(readings + 1);
        }
    }

    @Test
    void a_patient_reader_sees_what_its_own_transaction_changes_and_what_its_session_sees() throws SQLException {
        try (TestDatabase database = TestDatabase.create(server);
                Connection reading = database.connect();
                Statement statement = reading.createStatement()) {
            statement.execute("CREATE TABLE orders (id int PRIMARY KEY); CREATE SCHEMA other");
            IncrementalCatalogReader reader = IncrementalCatalogReader.patient(false, Integer.MAX_VALUE);
            Catalog before = reader.read(reading);
            statement.execute("BEGIN; ALTER TABLE orders ADD COLUMN note text");
            assertThat(reader.read(reading).table("orders").orElseThrow().column("note"))
                    .isPresent();
            statement.execute("ALTER TABLE orders ADD COLUMN more text");
            assertThat(reader.read(reading).table("orders").orElseThrow().column("more"))
                    .isPresent();
            statement.execute("ROLLBACK");
            assertThat(reader.read(reading)).isEqualTo(before);
            statement.execute("SET search_path = other");
            assertThat(reader.read(reading).searchPath()).containsExactly("other");
        }
    }

    /** A database that is read in both ways after each statement. */
    private static final class Beside implements AutoCloseable {

        private final TestDatabase database;
        private final Connection writing;
        private final Connection reading;
        private final IncrementalCatalogReader reader = new IncrementalCatalogReader();
        private final List<String> done = new ArrayList<>();
        private long seed;
        private @Nullable Statement ongoing;
        private Catalog last;

        Beside(TestDatabase database) throws SQLException {
            this.database = database;
            this.writing = database.connect();
            this.reading = database.connect();
            awaitDrops();
            this.last = reader.read(reading);
            // The session of an earlier test may still be busy with its temporary tables.
            while (!reader.followsLog()) {
                reader.read(reading);
            }
        }

        /** The database of an earlier test is dropped in the background, which is in the server's log, too. */
        private void awaitDrops() throws SQLException {
            try (Statement statement = reading.createStatement()) {
                boolean alone = false;
                while (!alone) {
                    try (ResultSet row = statement.executeQuery(
                            "SELECT count(*) = 1 FROM pg_database WHERE datname NOT IN ('postgres', 'template0', 'template1')")) {
                        row.next();
                        alone = row.getBoolean(1);
                    }
                }
            }
        }

        String name() {
            return database.name();
        }

        /** Returns whether the statement went well. */
        boolean run(String sql) throws SQLException {
            try (Statement statement = writing.createStatement()) {
                return run(statement, sql);
            }
        }

        boolean run(Statement statement, String sql) throws SQLException {
            boolean well = true;
            try {
                statement.execute(sql);
            } catch (SQLException e) {
                well = false;
                statement.execute("ROLLBACK");
            }
            done.add(sql);
            Catalog whole = whole();
            Catalog now = reader.read(reading);
            if (!now.equals(whole)) {
                throw new AssertionError("After " + sql + (seed == 0 ? "" : ", with -Dschemaproof.test.seed=" + seed)
                        + ", the reading of what has changed differs from a whole one:\n"
                        + CatalogDiff.between(whole, now).describe() + "\nThe last statements:\n"
                        + String.join("\n", done.subList(Math.max(0, done.size() - 10), done.size())));
            }
            last = now;
            return well;
        }

        /** The definition of a view cannot be read while a transaction that goes on holds its table. */
        private Catalog whole() throws SQLException {
            try {
                return CatalogReader.read(reading);
            } catch (CatalogException e) {
                if (ongoing == null) {
                    throw e;
                }
                ongoing.execute("ROLLBACK");
                return CatalogReader.read(reading);
            }
        }

        @Override
        public void close() throws SQLException {
            // Else the session drops its temporary tables while the next test runs, which is in the server's log.
            for (Statement statement : ongoing == null
                    ? List.of(writing.createStatement())
                    : List.of(writing.createStatement(), ongoing)) {
                statement.execute("ROLLBACK");
                statement.execute("DISCARD TEMP");
                statement.getConnection().close();
            }
            reading.close();
            database.close();
        }
    }
}

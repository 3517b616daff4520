package io.schemaproof.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

class CatalogReaderTest {

    static final String RICH = """
            CREATE EXTENSION hstore;
            CREATE SCHEMA app;
            CREATE TYPE mood AS ENUM ('sad', 'it''s, ok', 'back\\slash');
            CREATE TYPE pair AS (a int, b text);
            CREATE TYPE span AS RANGE (subtype = float8);
            CREATE DOMAIN positive AS int CHECK (VALUE > 0);
            CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
            CREATE TABLE app."Order Items" (
                id serial, customer_id bigint, "Note" text DEFAULT 'x', amount numeric(10,2) CHECK (amount > 0),
                twice numeric GENERATED ALWAYS AS (amount * 2) STORED, tags hstore, feeling mood, at date,
                PRIMARY KEY (id), UNIQUE (customer_id, at),
                CONSTRAINT "Fk" FOREIGN KEY (customer_id) REFERENCES customers (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED);
            CREATE INDEX items_idx ON app."Order Items" (lower("Note") DESC, customer_id, at NULLS FIRST) INCLUDE (amount) WHERE amount > 5;
            CREATE INDEX items_pattern ON app."Order Items" USING btree ("Note" COLLATE "C" text_pattern_ops);
            CREATE TABLE parts (id int, at date) PARTITION BY RANGE (at);
            CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
            CREATE VIEW v AS SELECT id, name FROM customers;
            CREATE MATERIALIZED VIEW m AS SELECT count(*) AS n FROM customers;
            CREATE FUNCTION price(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql STABLE AS 'SELECT 1';
            CREATE FUNCTION price(a bigint) RETURNS int LANGUAGE sql AS 'SELECT 2';
            CREATE FUNCTION trg() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RETURN new; END$$;
            CREATE TRIGGER tg BEFORE INSERT ON customers FOR EACH ROW EXECUTE FUNCTION trg();
            CREATE SEQUENCE numbers INCREMENT 5 MAXVALUE 100 CYCLE;
            COMMENT ON COLUMN customers.name IS 'a name';
            GRANT SELECT ON customers TO PUBLIC;
            CREATE FOREIGN DATA WRAPPER fdw;
            CREATE SERVER srv FOREIGN DATA WRAPPER fdw;
            CREATE USER MAPPING FOR PUBLIC SERVER srv OPTIONS (password 'topsecret');
            """;

    private static final String DROP_RICH = """
            DROP SCHEMA app CASCADE;
            DROP TABLE customers, parts CASCADE;
            DROP TYPE mood, pair, span CASCADE;
            DROP DOMAIN positive;
            DROP FUNCTION price(int, text), price(bigint), trg();
            DROP SEQUENCE numbers;
            DROP FOREIGN DATA WRAPPER fdw CASCADE;
            DROP EXTENSION hstore;
            """;

    @Test
    void what_the_server_goes_through_grows_with_the_schema_and_not_with_its_square() throws SQLException {
        try (TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())
                        .by("embedded")
                        .withMajorVersion(17)));
                Connection connection = database.connect()) {
            CatalogReader.read(connection);
            execute(connection, tables(0, 20));
            // Most of them are the server's own, so that twice the tables are far from twice the rows.
            long of20 = rowsVisitedByReading(connection);
            execute(connection, tables(20, 40));

            assertThat(rowsVisitedByReading(connection)).isLessThan(of20 * 6 / 5);
        }
    }

    private static String tables(int from, int to) {
        return "DO $$ BEGIN FOR i IN " + from + ".." + (to - 1) + " LOOP"
                + " EXECUTE format('CREATE TABLE t%s (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text DEFAULT ''x'');"
                + " CREATE VIEW v%s AS SELECT id FROM t%s', i, i, i); END LOOP; END $$";
    }

    /** On a session that has read before, when there was nothing. */
    private static long rowsVisitedByReading(Connection connection) throws SQLException {
        CatalogReader.read(connection);
        long before = rowsVisited(connection);
        CatalogReader.read(connection);
        return rowsVisited(connection) - before;
    }

    /** As counted by the server, which version 14 does not let one wait for. */
    private static long rowsVisited(Connection connection) throws SQLException {
        execute(connection, "SELECT pg_stat_force_next_flush()");
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) FROM pg_stat_sys_tables"
                                + " WHERE relname NOT LIKE 'pg_stat%'")) {
            row.next();
            return row.getLong(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void a_rich_schema_reads_equal_twice_in_two_databases_and_after_being_made_again(int version) throws SQLException {
        DatabaseServer server = Databases.shared(
                ServerRequest.from(Configuration.ofSystem()).by("embedded").withMajorVersion(version));
        try (TestDatabase one = TestDatabase.create(server);
                TestDatabase two = TestDatabase.create(server);
                Connection first = one.connect();
                Connection second = two.connect()) {
            Catalog empty = CatalogReader.read(first).withoutClusterWide();
            execute(first, RICH);
            Catalog catalog = CatalogReader.read(first).withoutClusterWide();
            assertThat(catalog.tables()).hasSize(4);
            assertThat(CatalogReader.read(first).withoutClusterWide()).isEqualTo(catalog);

            execute(second, "CREATE TABLE shift_the_oids (a int); DROP TABLE shift_the_oids");
            execute(second, RICH);
            assertThat(CatalogReader.read(second).withoutClusterWide()).isEqualTo(catalog);

            execute(first, DROP_RICH);
            assertThat(CatalogReader.read(first).withoutClusterWide()).isEqualTo(empty);
            execute(first, RICH);
            assertThat(CatalogReader.read(first).withoutClusterWide()).isEqualTo(catalog);
        }
    }

    @Test
    void secrets_never_appear() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            execute(connection, RICH);

            assertThat(CatalogReader.read(connection).objects().toString()).doesNotContain("topsecret");
        }
    }

    @Test
    void members_of_an_extension_and_their_parts_are_marked() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            execute(connection, RICH);
            Catalog catalog = CatalogReader.read(connection);

            assertThat(catalog.objects(ObjectKind.OPERATOR_FAMILY_MEMBER))
                    .isNotEmpty()
                    .allMatch(object -> object.extension().isPresent());
            assertThat(catalog.withoutExtensionMembers().objects(ObjectKind.OPERATOR))
                    .isEmpty();
            assertThat(catalog.table("customers").orElseThrow().extension()).isEmpty();
        }
    }

    @Test
    void inside_a_transaction_it_sees_what_is_not_committed_and_leaves_everything_as_it_was() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            execute(connection, "CREATE SCHEMA s; SET LOCAL search_path = s; CREATE TABLE fresh (id int)");

            Catalog catalog = CatalogReader.read(connection);

            assertThat(catalog.table("fresh")).isPresent();
            assertThat(catalog.searchPath()).containsExactly("s");
            assertThat(text(connection, "SHOW search_path")).isEqualTo("s");
            assertThat(state(connection)).isEqualTo(TransactionState.OPEN);
            connection.rollback();
            assertThat(CatalogReader.read(connection).table("s.fresh")).isEmpty();
        }
    }

    @Test
    void outside_of_a_transaction_it_leaves_none_open_and_no_setting_changed() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            execute(
                    connection,
                    "SET search_path = pg_temp, public; SET TimeZone = 'Asia/Tokyo'; SET quote_all_identifiers = on");
            for (boolean autoCommit : List.of(true, false)) {
                connection.setAutoCommit(autoCommit);
                CatalogReader.read(connection);
                assertThat(state(connection)).isEqualTo(TransactionState.IDLE);
                assertThat(connection.getAutoCommit()).isEqualTo(autoCommit);
            }
            assertThat(text(connection, "SHOW search_path")).isEqualTo("pg_temp, public");
            assertThat(text(connection, "SHOW TimeZone")).isEqualTo("Asia/Tokyo");
            assertThat(text(connection, "SHOW quote_all_identifiers")).isEqualTo("on");
        }
    }

    @Test
    void settings_of_the_session_do_not_change_what_is_read() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            execute(
                    connection,
                    "CREATE TABLE t (a timestamptz DEFAULT '2026-01-01 00:00:00Z', b interval DEFAULT '1 day 2 hours',"
                            + " c float8 DEFAULT 0.1, d bytea DEFAULT '\\x00ff', \"E\" date DEFAULT '2026-02-01')");
            Catalog plain = CatalogReader.read(connection);
            execute(
                    connection,
                    "SET TimeZone = 'Asia/Tokyo'; SET DateStyle = 'ISO, DMY'; SET IntervalStyle = iso_8601; SET bytea_output = escape;"
                            + " SET extra_float_digits = -5; SET quote_all_identifiers = on; SET search_path = pg_catalog");

            assertThat(CatalogReader.read(connection)).isEqualTo(plain);
        }
    }

    @Test
    void a_failed_transaction_is_refused_with_the_way_out() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> execute(connection, "SELECT 1/0")).isInstanceOf(SQLException.class);

            assertThatThrownBy(() -> CatalogReader.read(connection))
                    .isInstanceOf(CatalogException.class)
                    .hasMessageContaining("Roll it back");
        }
    }

    @Test
    void a_user_with_few_rights_reads_all_but_the_secrets() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            execute(connection, RICH);
            execute(connection, "CREATE ROLE schemaproof_nobody; SET ROLE schemaproof_nobody");
            try {
                Catalog catalog = CatalogReader.read(connection);
                assertThat(catalog.tables()).hasSize(4);
                assertThat(catalog.objects(ObjectKind.USER_MAPPING)).hasSize(1);
            } finally {
                execute(connection, "RESET ROLE; DROP ROLE schemaproof_nobody");
            }
        }
    }

    @Test
    void temporary_tables_are_not_read() throws SQLException {
        try (TestDatabase database = database();
                Connection connection = database.connect()) {
            Catalog before = CatalogReader.read(connection);
            execute(connection, "CREATE TEMP TABLE t (id serial PRIMARY KEY); COMMENT ON TABLE t IS 'x'");

            assertThat(CatalogReader.read(connection)).isEqualTo(before);
        }
    }

    @Test
    void what_another_session_drops_meanwhile_does_not_stop_a_reading() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        try (TestDatabase database = database();
                TestDatabase other = database();
                Connection connection = database.connect();
                Connection disturbing = other.connect()) {
            execute(disturbing, "SET allow_in_place_tablespaces = on");
            FutureTask<Integer> disturbance = new FutureTask<>(() -> {
                int times = 0;
                while (!ended.get()) {
                    execute(disturbing, "CREATE TABLESPACE schemaproof_passing LOCATION ''");
                    execute(disturbing, "DROP TABLESPACE schemaproof_passing");
                    times++;
                    // Most of the time there is none, as between the tests of a build.
                    Thread.sleep(20);
                }
                return times;
            });
            Thread thread = new Thread(disturbance);
            thread.start();
            try {
                for (int i = 0; i < 50; i++) {
                    assertThat(CatalogReader.read(connection).objects()).isNotEmpty();
                }
            } finally {
                ended.set(true);
                thread.join();
            }
            assertThat(disturbance.get()).isPositive();
        }
    }

    static TestDatabase database() {
        return TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    private static TransactionState state(Connection connection) throws SQLException {
        return connection.unwrap(BaseConnection.class).getTransactionState();
    }
}

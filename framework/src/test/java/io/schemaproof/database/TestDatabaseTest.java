package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TestDatabaseTest {

    private final DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));

    @Test
    void a_database_of_ours_is_known_by_its_name() {
        try (TestDatabase database = TestDatabase.create(server)) {
            assertThat(TestDatabase.isName(database.name())).isTrue();
        }
        assertThat(TestDatabase.isName("schemaproof_production")).isFalse();
        assertThat(TestDatabase.isName("postgres")).isFalse();
    }

    @Test
    void a_new_database_is_empty_and_its_own() throws SQLException {
        try (TestDatabase one = TestDatabase.create(server);
                TestDatabase other = TestDatabase.create(server)) {
            execute(one, "CREATE TABLE t ()");

            assertThat(query(one, "SELECT count(*) FROM pg_class WHERE relname = 't'"))
                    .isEqualTo("1");
            assertThat(query(other, "SELECT count(*) FROM pg_class WHERE relname = 't'"))
                    .isEqualTo("0");
            assertThat(one.name()).startsWith("schemaproof_").isNotEqualTo(other.name());
        }
    }

    @Test
    void a_copy_has_the_rows_and_goes_its_own_way() throws SQLException {
        try (TestDatabase original = TestDatabase.create(server)) {
            execute(original, "CREATE TABLE t AS SELECT 1 AS n");
            try (TestDatabase copy = original.copy()) {
                execute(copy, "INSERT INTO t VALUES (2)");

                assertThat(query(copy, "SELECT sum(n) FROM t")).isEqualTo("3");
                assertThat(query(original, "SELECT sum(n) FROM t")).isEqualTo("1");
            }
        }
    }

    @Test
    void a_copy_has_the_settings_privileges_comment_and_owner_of_the_original() throws SQLException {
        try (TestDatabase original = TestDatabase.create(server)) {
            String role = original.name() + "_role";
            execute(
                    original,
                    "CREATE ROLE " + role,
                    "ALTER DATABASE " + original.name() + " SET search_path = a, \"b c\", 'd'",
                    "ALTER ROLE " + role + " IN DATABASE " + original.name() + " SET work_mem = '7MB'",
                    "GRANT TEMPORARY ON DATABASE " + original.name() + " TO " + role,
                    "COMMENT ON DATABASE " + original.name() + " IS 'it''s mine'",
                    "ALTER DATABASE " + original.name() + " CONNECTION LIMIT 17 ");
            execute(original, "ALTER DATABASE " + original.name() + " OWNER TO " + role);
            try (TestDatabase copy = original.copy()) {
                assertThat(properties(copy)).isEqualTo(properties(original)).contains("it's mine", "7MB", "b c", "17");
                assertThat(query(copy, "SHOW search_path")).isEqualTo(query(original, "SHOW search_path"));
                assertThatThrownBy(() -> execute(copy, "DROP ROLE " + role)).hasMessageContaining(copy.name());
                execute(copy, "ALTER DATABASE " + copy.name() + " OWNER TO postgres");
                execute(copy, "DROP OWNED BY " + role);
            }
            execute(original, "ALTER DATABASE " + original.name() + " OWNER TO postgres", "DROP OWNED BY " + role);
        }
    }

    private static String properties(TestDatabase database) throws SQLException {
        return query(
                database,
                "SELECT row(datdba, datacl, datconnlimit, shobj_description(oid, 'pg_database'),"
                        + " ARRAY(SELECT row(setrole, setconfig)::text FROM pg_db_role_setting"
                        + " WHERE setdatabase = d.oid ORDER BY 1))::text"
                        + " FROM pg_database d WHERE datname = current_database()");
    }

    @Test
    void a_connection_closed_just_before_a_copy_does_no_harm() throws SQLException {
        try (TestDatabase original = TestDatabase.create(server)) {
            for (int i = 0; i < 3; i++) {
                execute(original, "SELECT 1");
                original.copy().close();
            }
        }
    }

    @Test
    void a_closed_database_is_dropped_with_whoever_is_connected() throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        try (Connection connection = database.connect()) {
            database.close();
            database.close();
            awaitGone(server, database.name());
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @Test
    void a_kept_database_survives_and_tells_how_to_connect() throws SQLException {
        TestDatabase database = TestDatabase.create(server);
        String text = database.keep();
        database.close();

        assertThat(text)
                .contains("psql -h " + database.settings().host())
                .contains("-p " + database.settings().port())
                .contains(database.settings().password())
                .endsWith(database.name());
        assertThat(query(database, "SELECT current_database()")).isEqualTo(database.name());
        DropQueue.drop(server, database.name());
        awaitGone(server, database.name());
    }

    @Test
    void publications_and_subscriptions_can_be_created() throws SQLException {
        try (TestDatabase database = TestDatabase.create(server)) {
            execute(
                    database,
                    "CREATE TABLE t (id int PRIMARY KEY)",
                    "CREATE PUBLICATION p FOR TABLE t",
                    "CREATE SUBSCRIPTION s CONNECTION 'host=nowhere' PUBLICATION p WITH (connect = false)",
                    "ALTER SUBSCRIPTION s SET (slot_name = NONE)",
                    "DROP SUBSCRIPTION s");
        }
    }

    @Test
    void nothing_of_the_driver_or_the_settings_shows_the_password() throws SQLException {
        try (TestDatabase database = TestDatabase.create(server)) {
            assertThat(database.toString()).doesNotContain(database.settings().password());
            assertThat(server.log()).doesNotContain(database.settings().password());
        }
    }

    static void awaitGone(DatabaseServer server, String name) throws SQLException {
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet row = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                    if (!row.next()) {
                        return;
                    }
                }
                assertThat(System.nanoTime()).as("%s is still there", name).isLessThan(deadline);
            }
        }
    }

    static void execute(TestDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}

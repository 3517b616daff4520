package io.schemaproof.database.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.OutsideChangeException;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExternalDatabaseProviderTest {

    /** The process of a run that was killed: no system has as many. */
    private static final OwnerProcess GONE =
            new OwnerProcess(999_999_999, 1, OwnerProcess.current().machine());

    @SuppressWarnings("NullAway.Init")
    private static ForeignServer foreign;

    @BeforeAll
    static void start() throws SQLException {
        foreign = ForeignServer.start();
    }

    @AfterAll
    static void stop() {
        foreign.close();
    }

    @AfterEach
    void nothing_of_ours_is_left_and_nothing_of_others_is_gone() throws SQLException {
        assertThat(foreign.databases()).containsExactlyElementsOf(sorted(ForeignServer.OTHERS));
        foreign.awaitNoSession();
    }

    private static List<String> sorted(List<String> names) {
        return names.stream().sorted().toList();
    }

    @Test
    void a_user_who_may_only_make_databases_makes_copies_and_keeps_them() throws SQLException {
        try (DatabaseServer server = Databases.start(foreign.request())) {
            assertThat(server.provider()).isEqualTo("external");
            assertThat(server.version()).isEqualTo(foreign.server().version());
            TestDatabase original = TestDatabase.create(server);
            execute(original, "CREATE TABLE t AS SELECT 1 AS n");
            TestDatabase copy = original.copy();
            assertThat(query(copy, "SELECT n FROM t")).isEqualTo("1");
            original.close();

            assertThatThrownBy(() -> ServerLog.of(copy))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("it is somebody else's, and its log is not read");
            assertThat(copy.keep())
                    .isEqualTo("psql -h " + copy.settings().host() + " -p "
                            + copy.settings().port() + " -U foreign_ci " + copy.name());
            assertThat(copy.toString() + copy.settings()).doesNotContain(ForeignServer.PASSWORD);
            copy.close();
            assertThat(foreign.databases()).contains(copy.name());
        }
    }

    @Test
    void a_copy_has_the_settings_privileges_and_comment_of_the_original() throws SQLException {
        try (DatabaseServer server = Databases.start(foreign.request());
                TestDatabase original = TestDatabase.create(server)) {
            execute(original, "CREATE SCHEMA \"Odd one\"");
            execute(original, "ALTER DATABASE " + original.name() + " SET search_path = \"Odd one\", public");
            execute(original, "ALTER DATABASE " + original.name() + " SET application_name = 'it''s, \"so\"'");
            execute(original, "ALTER DATABASE " + original.name() + " CONNECTION LIMIT 7");
            execute(original, "COMMENT ON DATABASE " + original.name() + " IS '100%I ours'");
            execute(original, "REVOKE CONNECT ON DATABASE " + original.name() + " FROM PUBLIC");

            try (TestDatabase copy = original.copy()) {
                String properties =
                        "SELECT (SELECT string_agg(s, ';' ORDER BY s) FROM pg_db_role_setting, unnest(setconfig) s"
                                + " WHERE setdatabase = d.oid) || datconnlimit || datacl::text"
                                + " || shobj_description(d.oid, 'pg_database')"
                                + " FROM pg_database d WHERE datname = current_database()";
                assertThat(query(copy, properties))
                        .isEqualTo(query(original, properties))
                        .contains("search_path=\"Odd one\", public")
                        .contains("100%I ours");
                assertThat(query(copy, "SHOW search_path")).isEqualTo("\"Odd one\", public");
            }
        }
    }

    @Test
    void templates_are_made_and_go_with_the_run() throws SQLException {
        try (DatabaseServer server = Databases.start(foreign.request())) {
            DatabaseTemplate template =
                    DatabaseTemplate.of(server, "a key", database -> execute(database, "CREATE TABLE made ()"));
            try (TestDatabase clone = template.newDatabase()) {
                assertThat(query(clone, "SELECT count(*) FROM made")).isEqualTo("0");
            }
            assertThat(template.name()).startsWith(server.tenancy().prefix()).hasSizeLessThan(64);
        }
    }

    @Test
    void no_other_database_is_connected_to_or_dropped() {
        try (DatabaseServer server = Databases.start(foreign.request())) {
            for (String other : List.of("others", "postgres", "schemaproof_abc_1")) {
                assertThatThrownBy(() -> server.connection(other))
                        .isInstanceOf(DatabaseException.class)
                        .hasMessage(
                                "Database " + other + " of the server "
                                        + foreign.server().connection("others").jdbcUrl()
                                        + " is not one that this run has made. On a server of somebody else no other is touched.");
            }
        }
    }

    @Test
    void a_server_that_is_given_back_is_used_again_without_its_databases() throws SQLException {
        ServerRequest request = foreign.request();
        DatabaseServer first;
        try (ServerLease lease = ServerLease.take(request)) {
            first = lease.server();
            TestDatabase.create(first);
        }
        try (ServerLease lease = ServerLease.take(request)) {
            assertThat(lease.server()).isSameAs(first);
        } finally {
            first.close();
        }
    }

    @Test
    void what_a_killed_run_has_left_is_removed_by_the_next() throws SQLException {
        RunName left = RunName.next();
        RunName unmarked = RunName.next();
        make(left.home(), left.mark(GONE));
        make(left.prefix() + "7", null);
        make(left.prefix() + "template_0", null);
        foreign.execute("ALTER DATABASE " + left.prefix() + "template_0 IS_TEMPLATE true ALLOW_CONNECTIONS false");
        make(unmarked.home(), null);

        Databases.start(foreign.request()).close();
    }

    @Test
    void what_may_be_of_a_run_that_is_there_or_is_of_somebody_else_stays() throws SQLException {
        RunName alive = RunName.next();
        RunName locked = RunName.next();
        RunName connected = RunName.next();
        RunName named = RunName.next();
        make(alive.home(), alive.mark(OwnerProcess.current()));
        make(locked.home(), locked.mark(GONE));
        make(connected.home(), connected.mark(GONE));
        make(connected.prefix() + "1", null);
        make(named.home(), "the archive of Ann");
        List<String> all = foreign.databases();

        try (Connection holder = foreign.connectAsUser();
                PreparedStatement lock = holder.prepareStatement("SELECT pg_advisory_lock(?)");
                Connection working =
                        foreign.server().connection(connected.prefix() + "1").connect()) {
            lock.setLong(1, locked.lock());
            lock.execute();
            assertThat(working.isValid(1)).isTrue();

            Databases.start(foreign.request()).close();

            assertThat(foreign.databases()).isEqualTo(all);
        }
        for (RunName run : List.of(alive, locked, connected, named)) {
            foreign.execute("DROP DATABASE IF EXISTS " + run.prefix() + "1");
            foreign.execute("DROP DATABASE " + run.home());
        }
    }

    @Test
    void another_user_s_databases_stay() throws SQLException {
        RunName left = RunName.next();
        foreign.execute("CREATE DATABASE " + left.home() + " TEMPLATE template0");
        foreign.execute("COMMENT ON DATABASE " + left.home() + " IS '" + left.mark(GONE) + "'");

        Databases.start(foreign.request()).close();

        assertThat(foreign.databases()).contains(left.home());
        foreign.execute("DROP DATABASE " + left.home());
    }

    @Test
    void a_run_that_has_lost_its_session_is_over() throws SQLException {
        try (DatabaseServer server = Databases.start(foreign.request());
                TestDatabase database = TestDatabase.create(server)) {
            foreign.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'schemaproof run'");

            assertThat(server.isRunning()).isFalse();
            assertThat(server.log()).isEqualTo("(The log of a server of somebody else is not read.)");
            assertThat(database.name()).startsWith("schemaproof_");
        }
    }

    @Test
    void the_limit_of_connections_is_named_and_leaves_nothing() throws SQLException {
        foreign.execute("CREATE ROLE foreign_few LOGIN CREATEDB PASSWORD 'Zw9-y' CONNECTION LIMIT 1");
        try {
            assertThatThrownBy(() -> Databases.start(foreign.request(Map.of(
                            ConfigurationParameters.DATABASE,
                            foreign.url("others", "foreign_few"),
                            ConfigurationParameters.DATABASE_PASSWORD,
                            "Zw9-y"))))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("too many connections for role \"foreign_few\"")
                    .hasMessageContaining("Its limit of connections is reached");
        } finally {
            foreign.execute("DROP ROLE foreign_few");
        }
    }

    @Test
    void what_somebody_else_is_connected_to_stays_until_the_next_run() throws SQLException {
        DatabaseServer server = Databases.start(foreign.request());
        TestDatabase database = TestDatabase.create(server);
        try (Connection visitor = foreign.server().connection(database.name()).connect()) {
            server.close();

            assertThat(visitor.isValid(5)).isTrue();
            // Its home stays too, so that the next run finds it.
            assertThat(foreign.databases())
                    .contains(database.name(), server.tenancy().maintenance());
        }
        // The run's own process is this one, which is still there, so that its databases would not be taken for
        // abandoned.
        foreign.execute("DROP DATABASE " + database.name() + " WITH (FORCE)");
        foreign.execute("DROP DATABASE " + server.tenancy().maintenance());
    }

    @Test
    void where_no_connection_is_left_at_the_end_our_own_make_room() throws SQLException {
        foreign.execute("CREATE ROLE foreign_some LOGIN CREATEDB PASSWORD 'some' CONNECTION LIMIT 4");
        DatabaseServer server = Databases.start(foreign.request(Map.of(
                ConfigurationParameters.DATABASE,
                foreign.url("others", "foreign_some"),
                ConfigurationParameters.DATABASE_PASSWORD,
                "some")));
        TestDatabase database = TestDatabase.create(server);
        try (Connection one = database.connect();
                Connection other = database.connect()) {
            assertThatThrownBy(database::connect).hasMessageContaining("too many connections");

            server.close();

            assertThat(one.isValid(1) || other.isValid(1)).isFalse();
        } finally {
            foreign.execute("DROP ROLE foreign_some");
        }
    }

    @Test
    void who_may_make_no_databases_is_told_what_is_needed() throws SQLException {
        foreign.execute("CREATE ROLE foreign_guest LOGIN PASSWORD 'guest'");
        try {
            assertThatThrownBy(() -> Databases.start(foreign.request(Map.of(
                            ConfigurationParameters.DATABASE,
                            foreign.url("others", "foreign_guest"),
                            ConfigurationParameters.DATABASE_PASSWORD,
                            "guest"))))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("User foreign_guest may make no databases")
                    .hasMessageContaining("ALTER ROLE foreign_guest CREATEDB; more is not needed.");
        } finally {
            foreign.execute("DROP ROLE foreign_guest");
        }
    }

    @Test
    void a_wrong_password_and_another_version_are_told_without_the_password() {
        assertThatThrownBy(() -> Databases.start(
                        foreign.request(Map.of(ConfigurationParameters.DATABASE_PASSWORD, "no/such:one"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be used as user foreign_ci")
                .hasMessageContaining("PGPASSWORD and ~/.pgpass, in this order.")
                .hasMessageNotContaining("no/such:one")
                .hasNoCause();

        int other = foreign.server().majorVersion() == 14 ? 15 : 14;
        assertThatThrownBy(() -> Databases.start(
                        foreign.request(Map.of(ConfigurationParameters.DATABASE_VERSION, String.valueOf(other)))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("PostgreSQL " + other + " is asked for")
                .hasMessageContaining("is " + foreign.server().version());
    }

    @Test
    void a_script_that_reaches_beyond_its_database_is_not_sent() throws SQLException {
        try (DatabaseServer server = Databases.start(foreign.request());
                TestDatabase database = TestDatabase.create(server)) {
            MigrationRunner runner = MigrationRunner.on(database.settings());

            assertThat(runner.run(script("CREATE TABLE t (role text); ALTER TABLE t DROP role;"))
                            .succeeded())
                    .isTrue();
            assertThatThrownBy(() -> runner.run(script("CREATE TABLE u ();\nDROP DATABASE others;")))
                    .isInstanceOf(OutsideChangeException.class)
                    .hasMessageStartingWith(
                            "001.sql:2 reaches beyond its database, on a server that is somebody else's: DROP DATABASE others")
                    .hasMessageContaining("--allow-cluster-changes");
            try (Connection given = database.dataSource().getConnection()) {
                assertThatThrownBy(() -> MigrationRunner.on(given).run(script("DROP DATABASE others;")))
                        .isInstanceOf(OutsideChangeException.class);
            }
            assertThatThrownBy(() -> runner.run(new Script(
                            Path.of("up.sh"), "up.sh", "true", 1, ScriptDialect.COMMAND, ExecutionMode.STATEMENTS)))
                    .isInstanceOf(OutsideChangeException.class)
                    .hasMessageContaining("up.sh is a shell command");
        }
    }

    @Test
    void who_says_so_may_reach_beyond_it() throws SQLException {
        ServerRequest request = foreign.request(Map.of(ConfigurationParameters.DATABASE_CLUSTER_CHANGES, "true"));
        foreign.execute("ALTER ROLE " + ForeignServer.USER + " CREATEROLE");
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server)) {
            assertThat(MigrationRunner.on(database.settings())
                            .run(script("CREATE ROLE foreign_made;"))
                            .succeeded())
                    .isTrue();
        } finally {
            foreign.execute("ALTER ROLE " + ForeignServer.USER + " NOCREATEROLE");
        }
        assertThat(foreign.query("SELECT rolname FROM pg_roles WHERE rolname = 'foreign_made'"))
                .containsExactly("foreign_made");
        foreign.execute("DROP ROLE foreign_made");
    }

    private static Script script(String text) {
        return new Script(Path.of("001.sql"), "001.sql", text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    private static void make(String name, @Nullable String comment) throws SQLException {
        foreign.execute("CREATE DATABASE " + name + " TEMPLATE template0 OWNER " + ForeignServer.USER);
        if (comment != null) {
            foreign.execute("COMMENT ON DATABASE " + name + " IS '" + comment + "'");
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}

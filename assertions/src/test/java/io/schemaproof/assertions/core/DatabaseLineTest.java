package io.schemaproof.assertions.core;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.SchemaSoftAssertions;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.Query;
import io.schemaproof.query.StatementKind;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DatabaseLineTest {

    private static final String HISTORY = """
            CREATE TABLE flyway_schema_history (installed_rank int, version text, type text, success boolean);
            INSERT INTO flyway_schema_history VALUES (1, '6', 'SQL', true), (2, '7', 'SQL', true), (3, '8', 'SQL', true),
              (4, '8', 'UNDO_SQL', true), (5, '9', 'SQL', false), (6, NULL, 'SQL', true)""";

    private static DatabaseServer server;
    private static TestDatabase database;
    private static String line;

    @BeforeAll
    static void create() throws SQLException {
        server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
        database = TestDatabase.create(server);
        execute(database, "CREATE TABLE orders (id int PRIMARY KEY, total int); INSERT INTO orders VALUES (1, -1)");
        String version = new Sql(database.dataSource()).value("SHOW server_version");
        line = "\n  Database: " + database.name() + ", PostgreSQL "
                + String.valueOf(version).split(" ")[0];
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void a_failure_names_the_database_and_the_version_of_its_server() {
        endsWith(
                line, () -> assertThat(database).table("orders").column("total").isNotNullable());
        endsWith(line, () -> assertThat(database).table("order"));
        endsWith(line, () -> assertThat(database).rows("orders").allSatisfy("total > 0"));
    }

    @Test
    void rows_a_query_and_captured_queries_alone_name_it_too() throws SQLException {
        endsWith(
                line, () -> assertThat(Rows.of(database.dataSource(), "orders")).isEmpty());
        endsWith(line, () -> assertThat(Rows.of(database.dataSource(), "order")));
        endsWith(
                line,
                () -> assertThat(Query.of(database.dataSource(), "SELECT 1")).contains(2));
        CapturedQueries queries = CapturedQueries.of(database.dataSource());
        try (Connection connection = queries.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
        }
        endsWith(line, () -> assertThat(queries).hasCount(StatementKind.SELECT, 0));
        Assertions.assertThat(queries.all()).hasSize(1);
    }

    @Test
    void only_a_failure_asks_the_server_and_only_for_what_the_catalogue_does_not_know() {
        Limited source = new Limited(Integer.MAX_VALUE);
        Schema schema = Schema.of(source);
        assertThat(schema).table("orders").hasPrimaryKey("id");
        endsWith(line, () -> assertThat(schema).table("orders").hasPrimaryKey("total"));

        Assertions.assertThat(source.used).hasValue(1);
    }

    @Test
    void the_table_of_a_migration_tool_tells_the_last_migration() throws SQLException {
        try (TestDatabase migrated = database.copy()) {
            execute(migrated, HISTORY);
            endsWith(", last migration 7", () -> assertThat(migrated).table("order"));
            endsWith(
                    ", last migration 7",
                    () -> assertThat(Rows.of(migrated.dataSource(), "orders")).isEmpty());
            execute(
                    migrated,
                    "DROP TABLE flyway_schema_history; CREATE TABLE schema_migrations (version text);"
                            + " INSERT INTO schema_migrations VALUES ('20250102'), ('20250101')");
            endsWith(", last migration 20250102", () -> assertThat(migrated).table("order"));
            execute(
                    migrated,
                    "ALTER TABLE schema_migrations ADD dirty boolean DEFAULT false;"
                            + " DELETE FROM schema_migrations WHERE version = '20250102'");
            endsWith(", last migration 20250101", () -> assertThat(migrated).table("order"));
        }
    }

    @Test
    void a_table_that_only_looks_like_one_of_a_tool_tells_nothing() throws SQLException {
        try (TestDatabase other = database.copy()) {
            execute(other, "CREATE TABLE flyway_schema_history (id int)");
            assertThatThrownBy(() -> assertThat(other).table("order"))
                    .message()
                    .matches("(?s).*\n  Database: \\S+, PostgreSQL [^ ,]+");
            execute(
                    other,
                    "DROP TABLE flyway_schema_history; CREATE SCHEMA app;"
                            + " CREATE TABLE schema_migrations (version text); CREATE TABLE app.schema_migrations (version text);"
                            + " INSERT INTO schema_migrations VALUES ('1'); INSERT INTO app.schema_migrations VALUES ('2')");
            assertThatThrownBy(() -> assertThat(other).table("order")).message().doesNotContain("last migration");
        }
    }

    @Test
    void a_clone_of_a_migrated_template_knows_its_last_migration_and_so_does_its_copy() {
        DatabaseTemplate template = DatabaseTemplate.of(server, "a template of DatabaseLineTest", empty -> {});
        try (TestDatabase clone = template.after("V7__split.sql").newDatabase();
                TestDatabase copy = clone.copy()) {
            endsWith(", last migration V7__split.sql", () -> assertThat(clone).table("order"));
            endsWith(", last migration V7__split.sql", () -> assertThat(Rows.of(copy.dataSource(), "order")));
        }
    }

    @Test
    void where_the_database_cannot_be_reached_the_failure_stands_alone() {
        Limited enough = new Limited(Integer.MAX_VALUE);
        endsWith(line, () -> assertThat(Rows.of(enough, "orders")).hasCount(2));
        Limited oneLess = new Limited(enough.used.get() - 1);

        assertThatThrownBy(() -> assertThat(Rows.of(oneLess, "orders")).hasCount(2))
                .isInstanceOf(AssertionError.class)
                .message()
                .startsWith("[rows of public.orders]\nExpected the number of rows to be 2")
                .doesNotContain("Database");
    }

    @Test
    void several_failures_of_a_block_name_it_once() {
        ThrowingCallable block = () -> assertThat(database)
                .table(
                        "orders",
                        orders -> orders.hasPrimaryKey("total")
                                .column("total", total -> total.isNotNullable().hasType("text"))
                                .column("totl"));
        endsWith(line, block);
        assertThatThrownBy(block)
                .hasMessageContaining("(4 failures)")
                .hasMessageContaining("did you mean")
                .message()
                .containsOnlyOnce("Database: ");
        endsWith(line, () -> assertThat(database).table("orders", orders -> orders.hasPrimaryKey("total")));
    }

    @Test
    void each_soft_failure_names_its_own() {
        SchemaSoftAssertions softly = new SchemaSoftAssertions();
        softly.assertThat(database).table("orders").hasPrimaryKey("total").hasColumns("x");

        Assertions.assertThat(softly.assertionErrorsCollected())
                .hasSize(2)
                .allSatisfy(error -> Assertions.assertThat(error).message().contains(line));
    }

    @Test
    void a_message_of_the_users_own_stays_as_it_is() {
        assertThatThrownBy(() -> assertThat(database)
                        .withFailMessage("mine")
                        .table("orders")
                        .hasPrimaryKey("total"))
                .hasMessage("mine");
    }

    private static void endsWith(String end, ThrowingCallable assertion) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .message()
                .endsWith(end);
    }

    private static void execute(TestDatabase target, String sql) throws SQLException {
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Counts the connections that were asked for, and gives so many. */
    private static final class Limited extends DelegatingDataSource {

        private final int most;
        private final AtomicInteger used = new AtomicInteger();

        Limited(int most) {
            super(database.dataSource());
            this.most = most;
        }

        @Override
        public Connection getConnection() throws SQLException {
            if (used.incrementAndGet() > most) {
                throw new SQLException("gone");
            }
            return open();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }
}

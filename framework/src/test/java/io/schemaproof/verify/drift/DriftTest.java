package io.schemaproof.verify.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.backup.StartingPoint;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Databases;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.drift.DriftDifference.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DriftTest {

    private static final String HEAD = """
            CREATE TABLE orders (id int PRIMARY KEY, total numeric(10,2) NOT NULL, note text);
            CREATE INDEX orders_total ON orders (total);
            CREATE VIEW large AS SELECT id FROM orders WHERE total > 100;
            """;

    /** Of a schema and of rights that the migrations do not know. */
    private static final String PRODUCTION = HEAD + """
            CREATE TABLE schema_migrations (version bigint PRIMARY KEY, dirty boolean);
            CREATE TABLE goose_db_version (id serial PRIMARY KEY);
            GRANT SELECT ON orders TO PUBLIC;
            ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO PUBLIC;
            """;

    @TempDir
    private Path folder;

    private MigrationFolder migrations;
    private TestDatabase production;

    @BeforeEach
    void create() {
        migrations = new MigrationsOnDisk(folder.resolve("m"))
                .pair("1_orders", HEAD, "DROP TABLE orders CASCADE;")
                .read();
        production = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterEach
    void drop() {
        production.close();
    }

    private Drift drift(String... statements) throws SQLException {
        try (Connection connection = production.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
        return Drift.of(migrations).against(SchemaSource.of(new JdbcUrl(url())));
    }

    private String url() {
        ConnectionSettings settings = production.settings();
        return settings.jdbcUrl() + "?user=" + settings.user() + "&password=" + settings.password();
    }

    @Test
    void what_is_the_same_but_for_books_owners_and_privileges_is_no_drift() throws SQLException {
        List<String> applied = new ArrayList<>();
        DriftReport report = drift(PRODUCTION)
                .telling(migration -> applied.add(migration.up().path()))
                .check();

        assertThat(applied).isNotEmpty();
        assertThat(report.passed()).isTrue();
        assertThat(report.books()).containsExactly("public.goose_db_version", "public.schema_migrations");
        assertThat(DriftText.of(report))
                .isEqualTo("not compared, because a migration tool keeps its books there: public.goose_db_version,"
                        + " public.schema_migrations\nno drift: " + report.objects() + " objects of the migrations in "
                        + folder.resolve("m") + " on PostgreSQL "
                        + production.server().majorVersion()
                        + ", compared with database " + production.settings().jdbcUrl())
                .doesNotContain(production.settings().password());

        assertThat(drift().withPrivileges().evaluate().differences())
                .extracting(DriftDifference::message)
                .anyMatch(message -> message.startsWith("table public.orders: privileges was set"));
    }

    @Test
    void the_books_of_other_tools_and_the_schemas_that_hold_them_alone_are_no_drift() throws SQLException {
        DriftReport report = drift(
                        HEAD,
                        "CREATE SCHEMA drizzle",
                        "CREATE TABLE drizzle.__drizzle_migrations (id serial PRIMARY KEY, hash text)",
                        "CREATE SCHEMA atlas_schema_revisions",
                        "CREATE TABLE atlas_schema_revisions.atlas_schema_revisions (version text PRIMARY KEY)",
                        "CREATE SCHEMA sqitch",
                        "CREATE TABLE sqitch.changes (change_id text PRIMARY KEY)",
                        "CREATE TABLE sqitch.tags (tag_id text PRIMARY KEY, change_id text REFERENCES sqitch.changes)",
                        "CREATE TABLE alembic_version (version_num text PRIMARY KEY)",
                        "CREATE TABLE \"SequelizeMeta\" (name text PRIMARY KEY)")
                .check();

        assertThat(report.books())
                .containsExactly(
                        "atlas_schema_revisions.atlas_schema_revisions",
                        "drizzle.__drizzle_migrations",
                        "public.\"SequelizeMeta\"",
                        "public.alembic_version",
                        "sqitch.changes",
                        "sqitch.tags");
        assertThat(drift("CREATE TABLE drizzle.mine (id int)").evaluate().differences())
                .extracting(DriftDifference::message)
                .containsExactly("schema drizzle (1 table, 1 column)");
    }

    @Test
    void what_is_said_to_mend_privileges_of_a_function_is_not_to_make_it_again() throws SQLException {
        migrations = new MigrationsOnDisk(folder.resolve("f"))
                .pair("1_f", "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';", "DROP FUNCTION f();")
                .read();
        DriftReport report = drift(
                        "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'",
                        "REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC")
                .withPrivileges()
                .evaluate();

        assertThat(report.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.message()).startsWith("function public.f(): privileges was set");
            assertThat(difference.remedy())
                    .isEqualTo("set privileges of function public.f() back to what it was: none.");
        });
    }

    @Test
    void each_difference_is_told_with_its_direction_and_what_would_mend_it() throws SQLException {
        Drift drift = drift(
                PRODUCTION,
                "ALTER TABLE orders ALTER total DROP NOT NULL",
                "ALTER TABLE orders DROP COLUMN note",
                "CREATE INDEX by_hand ON orders (id, total)",
                "CREATE TABLE backup_of_orders AS TABLE orders",
                "CREATE OR REPLACE VIEW large AS SELECT id FROM orders WHERE total > 200");

        DriftReport report = drift.evaluate();

        assertThat(report.differences())
                .extracting(
                        difference -> difference.group().identity(),
                        DriftDifference::direction,
                        difference -> difference.object().toString())
                .containsExactly(
                        tuple("public.backup_of_orders", Direction.EXTRA, "table public.backup_of_orders"),
                        tuple("public.large", Direction.DIFFERENT, "view public.large"),
                        tuple("public.orders", Direction.MISSING, "column public.orders.note"),
                        tuple("public.orders", Direction.DIFFERENT, "column public.orders.total"),
                        tuple("public.orders", Direction.EXTRA, "index public.by_hand"));
        assertThatThrownBy(drift::check)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("""
                        table public.orders
                          missing there: column public.orders.note (text, nullable)
                            to mend it there: ALTER TABLE public.orders ADD COLUMN note text;
                          different there: column public.orders.total became nullable
                            to mend it there: ALTER TABLE public.orders ALTER COLUMN total SET NOT NULL;
                          extra there: index public.by_hand (CREATE INDEX by_hand ON public.orders USING btree (id, total))
                            to mend it there: DROP INDEX public.by_hand;
                        """)
                // Up to version 15 the server writes the table before each column.
                .hasMessageMatching("(?s).*" + """
                            to mend it there: CREATE OR REPLACE VIEW public\\.large AS SELECT (?:orders\\.)?id
                               FROM public\\.orders
                              WHERE \\((?:orders\\.)?total > \\(100\\)::numeric\\);
                        """ + ".*")
                .hasMessageContaining("to mend it there: DROP TABLE public.backup_of_orders;")
                .hasMessageContaining("5 differences in 3 objects: ")
                .hasMessageNotContaining(production.settings().password());
    }

    @Test
    void what_is_meant_is_let_pass_with_its_reason_and_what_does_not_differ_is_said() throws SQLException {
        Drift drift = drift(HEAD, "CREATE TABLE events_2026 (id int)", "ALTER TABLE orders ADD more int");

        DriftReport report = drift.ignoring("public.events_*", "a job makes the partitions")
                .ignoring("table public.orders", "the next release has it")
                .ignoring("public.gone", "nobody knows")
                .check();

        assertThat(DriftText.of(report))
                .contains(
                        "ignored: table public.events_2026, because a job makes the partitions",
                        "ignored: column public.orders.more, because the next release has it",
                        "ignored for nothing: public.gone does not differ.",
                        "no drift: ");
        // A part of a name, or of another kind, means nothing.
        assertThat(drift.ignoring("public.events", "no")
                        .ignoring("view public.orders", "no")
                        .evaluate()
                        .differences())
                .hasSize(2);
    }

    @Test
    void a_list_of_what_is_ignored_gives_a_reason_for_each() throws IOException {
        Path file = Files.writeString(folder.resolve("ignored"), "# by hand\n\npublic.a because of reasons\n");
        assertThat(IgnoredObject.read(file)).containsExactly(new IgnoredObject("public.a", "of reasons"));

        Files.writeString(file, "\uFEFFpublic.a because it is\r\n# b\r\n");
        assertThat(IgnoredObject.read(file)).containsExactly(new IgnoredObject("public.a", "it is"));
        Files.writeString(file, "public.a because it is\npublic.b\n");
        assertThatThrownBy(() -> IgnoredObject.read(file))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(file + ":2: 'public.b' gives no reason. Write OBJECT because REASON");
        assertThatThrownBy(() -> IgnoredObject.read(folder.resolve("none")))
                .hasMessageContaining("none, cannot be read: there is none.");
        assertThatThrownBy(() -> new IgnoredObject("a", " ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void schemas_are_chosen_and_nothing_is_never_compared_with_nothing() throws SQLException {
        Drift drift = drift(HEAD, "CREATE SCHEMA \"Other\" CREATE TABLE t (id int)");

        assertThat(drift.schemas("public").evaluate().differences()).isEmpty();
        assertThat(drift.schemas("Other").evaluate().differences())
                .extracting(DriftDifference::message)
                .containsExactly("schema \"Other\" (1 table, 1 column)");
        assertThatThrownBy(() -> drift.schemas("othr").evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessage("There is no schema othr on either side.");
        assertThatThrownBy(Drift.of(migrations)::evaluate).hasMessageContaining("Say with against(..)");

        MigrationFolder empty = new MigrationsOnDisk(folder.resolve("empty"))
                .pair("1_nothing", "SELECT 1;", "SELECT 1;")
                .read();
        assertThatThrownBy(() -> Drift.of(empty).against(SchemaSource.of(empty)).evaluate())
                .isInstanceOf(MigrationException.class)
                .hasMessageStartingWith("Nothing is compared: neither the migrations in ");
    }

    @Test
    void a_dump_and_another_folder_are_compared_too() throws IOException {
        Path dump = Files.writeString(
                folder.resolve("dump.sql"),
                "CREATE TABLE public.orders (id int PRIMARY KEY, note text, total numeric(10,2) NOT NULL);\n"
                        + "CREATE INDEX orders_total ON public.orders (total);\n"
                        + "CREATE VIEW public.large AS SELECT id FROM public.orders WHERE ((total > 100));\n");

        DriftReport same = Drift.of(migrations)
                .against(SchemaSource.of(StartingPoint.of(dump)))
                .check();

        assertThat(same.cosmetic()).singleElement().asString().contains("the columns are in another order");
        MigrationFolder other = new MigrationsOnDisk(folder.resolve("other"))
                .pair("1_orders", HEAD.replace("numeric(10,2)", "bigint"), "DROP TABLE orders CASCADE;")
                .read();
        assertThat(Drift.of(migrations)
                        .against(SchemaSource.of(other))
                        .evaluate()
                        .differences())
                .extracting(DriftDifference::message)
                .anyMatch(message -> message.startsWith("column public.orders.total: type changed")
                        && message.contains("from numeric(10,2)")
                        && message.contains("to   bigint"));
    }

    @Test
    void a_database_that_is_not_there_is_told_without_its_password() {
        String wrong = url().replace("password=", "password=wrong");

        assertThatThrownBy(() -> SchemaSource.of(new JdbcUrl(wrong)))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(
                        "Cannot connect to " + production.settings().jdbcUrl())
                .hasMessageNotContaining(production.settings().password());
    }
}

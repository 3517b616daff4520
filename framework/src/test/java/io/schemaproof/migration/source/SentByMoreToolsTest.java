package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementOutcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each tool's transactions and its reading of a script do to the same SQL, on a real server. */
class SentByMoreToolsTest {

    private static final String UP = "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n";
    private static final String FUNCTION =
            "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$\nDECLARE x int;\nBEGIN\n  RETURN 1; -- one\nEND;\n$$;\n";

    private static TestDatabase database;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    private static void query(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String value(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    private Folder folder() {
        return new Folder(root);
    }

    /** Apply all, and return what failed. */
    private static List<String> errors(Folder folder) throws SQLException {
        List<String> errors = new ArrayList<>();
        for (Migration migration : folder.read().migrations()) {
            run(migration.up(), Map.of())
                    .firstError()
                    .flatMap(StatementOutcome::error)
                    .map(SentByMoreToolsTest::text)
                    .ifPresent(errors::add);
        }
        return errors;
    }

    private static MigrationRun run(Script script, Map<String, String> placeholders) throws SQLException {
        return MigrationRunner.on(database.settings())
                .withPlaceholders(placeholders)
                .run(script);
    }

    private static String text(StatementError error) {
        return error.sqlState() + " " + error.file() + ":" + error.line() + " " + error.message();
    }

    private static String message(Folder folder) throws SQLException {
        List<String> errors = errors(folder);
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    @Test
    void sql_migrate_runs_a_half_in_a_transaction_unless_it_says_notransaction() throws SQLException {
        assertThat(message(folder().file("1_a.sql", "-- +migrate Up\n" + UP))).startsWith("25001 1_a.sql:3 ");
        assertThat(value("SELECT to_regclass('t')")).isEqualTo("null");
        assertThat(errors(folder().file("1_a.sql", "-- +migrate Up notransaction\n" + UP)))
                .isEmpty();
    }

    @Test
    void sql_migrate_ends_statements_at_lines() throws SQLException {
        assertThat(message(folder().file("1_a.sql", "-- +migrate Up\n" + FUNCTION)))
                .startsWith("42601 1_a.sql:2 ")
                .contains("unterminated dollar-quoted string");
        assertThat(errors(folder().file(
                                "1_a.sql",
                                "-- +migrate Up\n-- +migrate StatementBegin\n" + FUNCTION
                                        + "-- +migrate StatementEnd\nCREATE TABLE t (a int);\n")))
                .isEmpty();
        assertThat(value("SELECT f()")).isEqualTo("1");
        assertThat(message(folder().file("1_a.sql", "-- +migrate Up\nSELECT 1;\n\nSELECT 2\n-- +migrate Down\n")))
                .isEqualTo("00000 1_a.sql:4 sql-migrate: The last statement must be ended by a semicolon or"
                        + " '-- +migrate StatementEnd' marker.");
    }

    @Test
    void sqlx_sends_the_file_whole_and_without_a_transaction_only_where_its_first_line_says_so() throws SQLException {
        Folder folder = folder().file("Cargo.toml", "[dependencies]\nsqlx = \"0.8\"\n");
        assertThat(message(folder.file("1_a.sql", UP))).startsWith("25001 1_a.sql:2 ");
        assertThat(message(folder.file("1_a.sql", "-- no-transaction\n" + UP))).startsWith("25001 1_a.sql:3 ");
        query("CREATE TABLE t (a int)");
        assertThat(errors(folder.file("1_a.sql", "-- no-transaction\nCREATE INDEX CONCURRENTLY i ON t (a);\n")))
                .isEmpty();
    }

    @Test
    void liquibase_runs_each_changeset_in_a_transaction_of_its_own_unless_it_says_otherwise() throws SQLException {
        String head = "--liquibase formatted sql\n--changeset me:1";
        assertThat(message(folder().file("a.sql", head + "\n" + UP))).startsWith("25001 a.sql:4 ");
        assertThat(value("SELECT to_regclass('t')")).isEqualTo("null");
        assertThat(errors(folder().file("a.sql", head + " runInTransaction:false\n" + UP)))
                .isEmpty();
    }

    @Test
    void liquibase_cuts_function_bodies_unless_it_is_told_not_to() throws SQLException {
        String head = "--liquibase formatted sql\n--changeset me:1";
        assertThat(message(folder().file("a.sql", head + "\n" + FUNCTION)))
                .startsWith("42601 a.sql:3 ")
                .contains("unterminated dollar-quoted string");
        assertThat(errors(folder().file("a.sql", head + " splitStatements:false\n" + FUNCTION)))
                .isEmpty();
        assertThat(value("SELECT prosrc FROM pg_proc WHERE proname = 'f'"))
                .as("comments are stripped")
                .contains("RETURN 1;")
                .doesNotContain("one");
        assertThat(errors(folder().file(
                                "a.sql",
                                head + " endDelimiter:@@ stripComments:false\nDROP FUNCTION f()\n@@\n"
                                        + FUNCTION.replace("$$;\n", "$$\n@@\nSELECT f()@@\n"))))
                .isEmpty();
        assertThat(value("SELECT prosrc FROM pg_proc WHERE proname = 'f'")).contains("-- one");
    }

    @Test
    void flyway_mixes_statements_without_a_transaction_where_the_project_says_so() throws SQLException {
        Folder folder = folder().file("V1__a.sql", UP);
        assertThat(message(folder)).startsWith("00000 V1__a.sql:2 Detected both transactional and non-transactional");
        folder.file("flyway.toml", "[flyway]\nmixed = true\n");
        assertThat(errors(folder)).isEmpty();
        assertThat(value("SELECT to_regclass('t_a')")).isEqualTo("t_a");
    }

    @Test
    void a_delimiter_of_liquibase_is_a_regular_expression_too() throws SQLException {
        String head =
                "--liquibase formatted sql\n--changeset me:1 endDelimiter:\\n/\\s*\\n|\\n/\\s*$ stripComments:false";
        String undo = "--rollback DROP FUNCTION f();\n";
        MigrationRun run = run(
                folder().file("a.sql", head + "\n" + FUNCTION.replace("$$;\n", "$$\n/\nSELECT 4 / 2\n/\n") + undo)
                        .read()
                        .migrations()
                        .get(0)
                        .up(),
                Map.of());
        assertThat(run.outcomes())
                .extracting(outcome -> outcome.statement().sql().replaceFirst("--changeset.*\n", "") + outcome.error())
                .containsExactly(FUNCTION.replace("$$;\n", "$$") + "Optional.empty", "SELECT 4 / 2Optional.empty");

        assertThat(folder().file("b.sql", head.replaceAll("endDelimiter:\\S+", "endDelimiter:((") + "\n" + UP)
                        .read()
                        .migrations()
                        .get(1)
                        .notRunnable())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .isEqualTo("endDelimiter:(( is no regular expression (Unclosed group), at which Liquibase ends;"
                                + " put \\ before the sign that is meant as it is"));
    }

    @Test
    void what_comes_in_one_message_is_told_statement_by_statement_where_that_is_the_same() throws SQLException {
        String head = "--liquibase formatted sql\n--changeset me:1 splitStatements:false";
        Folder folder = folder().file("a.sql", head + "\nCREATE TABLE t (a int);\n  SELECT b\nFROM t; SELECT 1;\n");
        MigrationRun run = run(folder.read().migrations().get(0).up(), Map.of());
        assertThat(run.outcomes()).hasSize(2);
        assertThat(run.firstError().flatMap(StatementOutcome::error).map(SentByMoreToolsTest::text))
                .contains("42703 a.sql:4 column \"b\" does not exist");

        folder.file("a.sql", head + " runInTransaction:false\n" + UP);
        assertThat(message(folder)).startsWith("25001 a.sql:");
    }

    @Test
    void liquibase_asks_for_preconditions_first() throws SQLException {
        String head = "--liquibase formatted sql\n--changeset me:1\n";
        String check = "--precondition-sql-check expectedResult:0 SELECT count(*) FROM pg_class WHERE relname = 't'\n";
        Folder folder = folder().file("a.sql", head + check + "CREATE TABLE t (a int);\n");
        assertThat(errors(folder)).isEmpty();
        assertThat(message(folder))
                .isEqualTo("00000 a.sql:3 Liquibase: precondition failed: expected 0, and the database says 1");

        folder.file("a.sql", head + "--preconditions onFail:MARK_RAN\n" + check + "CREATE TABLE t (a int);\n");
        MigrationRun run = run(folder.read().migrations().get(0).up(), Map.of());
        assertThat(run.succeeded()).isTrue();
        assertThat(run.leftOut()).contains("its precondition does not hold: expected 0, and the database says 1");

        folder.file(
                "a.sql", head + "--precondition-table-exists table:t\n--precondition-view-exists table:t\nSELECT 1;\n");
        assertThat(message(folder)).isEqualTo("00000 a.sql:4 Liquibase: view-exists needs view:name");
        folder.file("a.sql", head + "--precondition-sql-check expectedResult:1 SELECT nothing\nSELECT 1;\n");
        assertThat(message(folder))
                .startsWith("00000 a.sql:3 Liquibase: precondition failed: it ends in an error: ")
                .contains("nothing");
    }

    @Test
    void liquibase_puts_in_parameters() throws SQLException {
        Folder folder = folder().file(
                        "a.sql",
                        "--liquibase formatted sql\n--property name:kind value:int\n--changeset me:1\n"
                                + "CREATE TABLE t (a ${kind}, b ${other}, c text DEFAULT '${unknown}');\n");
        assertThat(run(folder.read().migrations().get(0).up(), Map.of("other", "int"))
                        .succeeded())
                .isTrue();
        assertThat(value("SELECT column_default FROM information_schema.columns WHERE column_name = 'c'"))
                .isEqualTo("'${unknown}'::text");
    }

    @Test
    void node_pg_migrate_prisma_and_popx_send_the_file_whole() throws SQLException {
        assertThat(message(folder().file("1_a.sql", "-- Up Migration\n" + UP + "-- Down Migration\n")))
                .startsWith("25001 1_a.sql:3 ");
        Path prisma = root.resolve("prisma");
        Folder migrations = new Folder(prisma).file("migration_lock.toml", "provider = \"postgresql\"\n");
        assertThat(message(migrations.file("20250101000000_a/migration.sql", UP)))
                .startsWith("25001 20250101000000_a/migration.sql:2 ");
        query("CREATE TABLE t (a int)");
        assertThat(errors(migrations.file("20250101000000_a/migration.sql", "CREATE INDEX CONCURRENTLY i ON t (a);\n")))
                .isEmpty();
        Folder popx = new Folder(root.resolve("popx"))
                .files("1_a.autocommit.down.sql")
                .file("1_a.autocommit.up.sql", "DROP INDEX CONCURRENTLY i;\n");
        assertThat(errors(popx)).isEmpty();
    }

    @Test
    void atlas_runs_a_file_in_a_transaction_unless_it_says_txmode_none() throws SQLException {
        Folder folder = folder().file("1_a.sql", "-- atlas:txmode file\n\n" + UP);
        assertThat(message(folder)).startsWith("25001 1_a.sql:4 ");
        assertThat(errors(folder.file("1_a.sql", "-- atlas:txmode none\n\n" + UP)))
                .isEmpty();
        query("DROP TABLE t");
        assertThat(message(folder.file("1_a.sql", "-- atlas:txmode none\n" + UP)))
                .as("a directive without an empty line behind it is a comment")
                .startsWith("25001 1_a.sql:3 ");
        assertThat(errors(folder.file(
                        "1_a.sql", "-- atlas:delimiter \\n\\n\\n\n\nCREATE TABLE x (a int)\n\n\nDROP TABLE x")))
                .isEmpty();
    }

    @Test
    void drizzle_cuts_at_breakpoints_wherever_they_stand() throws SQLException {
        Folder folder = folder().file("meta/_journal.json", "{\"entries\":[{\"tag\":\"0000_a\"}]}");
        assertThat(errors(folder.file("0000_a.sql", "CREATE TABLE x (a int)\n--> statement-breakpoint\nDROP TABLE x")))
                .isEmpty();
        assertThat(message(folder.file("0000_a.sql", FUNCTION.replace("DECLARE", "--> statement-breakpoint\nDECLARE"))))
                .startsWith("00000 0000_a.sql:1 ")
                .contains("dollar-quoted string: $$ is missing");
        assertThat(message(folder.file("0000_a.sql", UP))).startsWith("25001 0000_a.sql:2 ");
    }

    @Test
    void my_batis_ends_statements_at_lines_with_a_delimiter() throws SQLException {
        assertThat(message(folder().file("1_a.sql", FUNCTION + "-- //@UNDO\n")))
                .startsWith("42601 1_a.sql:1 ")
                .contains("unterminated dollar-quoted string");
        assertThat(errors(folder().file(
                                "1_a.sql",
                                "-- @DELIMITER !\n" + FUNCTION.replace("$$;", "$$!")
                                        + "-- @DELIMITER ;\n\nSELECT f();\n-- //@UNDO\n")))
                .isEmpty();
        assertThat(message(folder().file("1_a.sql", "SELECT 1;\nSELECT 2\n-- //@UNDO\n")))
                .isEqualTo("00000 1_a.sql:2 MyBatis Migrations: Line missing end-of-line terminator (;)");
        Folder scripts = new Folder(root.resolve("scripts")).file("1_a.sql", UP + "-- //@UNDO\n");
        assertThat(message(scripts)).startsWith("25001 1_a.sql:2 ");
        folder().file("environments/development.properties", "auto_commit=true\n");
        assertThat(errors(scripts)).isEmpty();
    }

    @Test
    void refinery_runs_a_file_in_a_transaction_unless_it_says_no_transaction() throws SQLException {
        query("CREATE TABLE t (a int)");
        Folder folder = folder().file("refinery.toml", "");
        assertThat(message(folder.file("V1__a.sql", "CREATE INDEX CONCURRENTLY i ON t (a);")))
                .startsWith("25001 V1__a.sql:1 ");
        assertThat(errors(folder.file("V1__a.sql", "-- refinery:noTransaction\nCREATE INDEX CONCURRENTLY i ON t (a);")))
                .isEmpty();
    }
}

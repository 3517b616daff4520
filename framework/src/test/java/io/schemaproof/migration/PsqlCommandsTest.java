package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the comparison with psql cannot show: what is refused here, and where errors stand. */
class PsqlCommandsTest {

    private static TestDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            \\! rm -rf x            | \\! cannot be run here
            \\prompt name           | \\prompt cannot be run here
            \\foo                   | invalid command \\foo
            \\set x `date`          | \\set: `...` is a shell command
            \\copy t from program 'x' | \\copy: PROGRAM is a shell command
            \\connect other         | \\connect to other leaves the database
            \\set 'no name' x       | invalid variable name: "no name"
            \\set ON_ERROR_STOP x   | unrecognized value "x" for "ON_ERROR_STOP": Boolean expected
            \\i                     | \\i: missing required argument
            \\pset foo              | \\pset: unknown option: foo
            \\timing maybe          | unrecognized value "maybe" for "\\timing": Boolean expected
            \\ir nothing.sql        | \\ir nothing.sql: no such file
            """)
    void a_command_that_cannot_be_run_is_an_error_at_its_backslash(String command, String message) throws Exception {
        StatementError error = error("SELECT 1;\n  " + command + "\nSELECT 2;\n");

        assertThat(error.message()).startsWith(message);
        assertThat(error.file()).isEqualTo("dir/a.sql");
        assertThat(error.line()).isEqualTo(2);
        assertThat(error.column()).isEqualTo(3);
        assertThat(error.sqlState()).isEqualTo("00000");
    }

    @Test
    void an_error_in_an_included_file_names_that_file() throws Exception {
        write("dir/b.sql", "\nSELECT  nope;\n");
        StatementError error = error("\\ir b.sql\n");

        assertThat(StatementErrors.headline(error))
                .isEqualTo("dir/b.sql:2:9 ERROR 42703: column \"nope\" does not exist");
    }

    @Test
    void an_argument_whose_quote_has_no_end_is_missing_and_the_script_is_told_so() throws Exception {
        MigrationRun run = run("SELECT 1;\n\\set x 'open\nSELECT 2;\n");

        assertThat(run.outcomes()).hasSize(2);
        assertThat(run.outcomes().get(0).notices())
                .containsExactly("WARNING: unterminated quoted string in the arguments of \\set; taken for missing");
    }

    @Test
    void a_file_that_includes_itself_is_an_error() throws Exception {
        assertThat(error("\\ir a.sql\n").message()).contains("include each other without end");
    }

    @Test
    void an_include_is_relative_to_the_root_and_its_relative_form_to_the_script() throws Exception {
        write("dir/b.sql", "SELECT 1;");
        assertThat(run("\\i dir/b.sql\n\\ir b.sql\n").outcomes()).hasSize(2);
        assertThat(error("\\i b.sql\n").hint())
                .hasValueSatisfying(
                        hint -> assertThat(hint).contains("\\i is relative to the folder of the migrations"));
    }

    @Test
    void variables_may_be_given() throws Exception {
        Script script = script("SELECT :'greeting' AS g \\gset\n\\if :flag\nSELECT 1;\n\\endif\n");
        MigrationRun run = MigrationRunner.on(database.settings())
                .withPlaceholders(Map.of("greeting", "it's", "flag", "yes"))
                .run(script);

        assertThat(run.outcomes())
                .extracting(o -> o.statement().sql())
                .containsExactly("SELECT 'it''s' AS g", "SELECT 1");
    }

    @Test
    void an_error_behind_a_variable_still_has_its_place() throws Exception {
        StatementError error = error("\\set long 'a long value'\nSELECT :'long', :'long', nope;\n");

        assertThat(error.column()).isEqualTo(26);
    }

    @Test
    void a_connection_to_the_same_database_is_a_new_session() throws Exception {
        MigrationRun run = run("""
                SET lock_timeout = '5s';
                \\c -
                SELECT current_setting('lock_timeout') = '0' AS reset \\gset
                \\if :reset
                SELECT 'reset';
                \\endif
                """);

        assertThat(run.outcomes())
                .last()
                .satisfies(o -> assertThat(o.statement().sql()).isEqualTo("SELECT 'reset'"));
    }

    @Test
    void copies_among_other_statements_of_one_message_take_their_rows_and_are_one_transaction() throws Exception {
        String tables = "CREATE TEMP TABLE a (x int);\nCREATE TEMP TABLE b (x int UNIQUE);\n";
        String copies = "INSERT INTO a VALUES (1)\\;COPY a FROM stdin\\;COPY b FROM stdin;\n2\n3\n\\.\n4\n%s\n\\.\n";
        String count = "SELECT 'a' || count(*) AS said FROM a \\gset\nSELECT :'said';\n";

        assertThat(run(tables + copies.formatted(5) + count).outcomes())
                .last()
                .satisfies(o -> assertThat(o.statement().sql()).isEqualTo("SELECT 'a3'"));
        MigrationRun run = MigrationRunner.on(database.settings())
                .withMode(RunMode.CONTINUE)
                .run(script(tables + copies.formatted(4) + count));
        assertThat(run.firstError().orElseThrow().error().orElseThrow())
                .satisfies(e -> assertThat(e.message()).contains("duplicate key value"))
                .satisfies(e -> assertThat(e.line()).as("of the row").isEqualTo(8));
        assertThat(run.outcomes())
                .last()
                .satisfies(o -> assertThat(o.statement().sql()).isEqualTo("SELECT 'a0'"));
    }

    @Test
    void a_semicolon_behind_a_copy_of_psql_is_no_part_of_the_files_name() throws Exception {
        write("rows.txt", "1\n");

        assertThat(run("CREATE TEMP TABLE a (x int);\n\\COPY a from rows.txt;\n\\copy a from stdin;\n2\n\\.\n")
                        .succeeded())
                .isTrue();
    }

    @Test
    void what_psql_takes_for_rows_behind_a_lone_semicolon_is_an_error() throws Exception {
        String copy = "CREATE TEMP TABLE a (x int);\nCOPY a FROM stdin;\n1\n\\.\n";
        StatementError error = error(copy + ";\nSELECT 1;\n");

        assertThat(error.line()).isEqualTo(5);
        assertThat(error.message()).startsWith("psql does not run what is below: behind the COPY above");
        assertThat(error.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("Take away this semicolon."));
        assertThat(error(copy + "(SELECT 1);\nSELECT 1;\n").hint())
                .hasValueSatisfying(hint -> assertThat(hint).contains("Take away the parentheses"));
        assertThat(run(copy + ";\n\n-- done\n").succeeded()).isTrue();
        assertThat(run(copy + "SELECT 1;;\nSELECT 1;\n").succeeded()).isTrue();
    }

    private StatementError error(String text) throws IOException, SQLException {
        return run(text).firstError().orElseThrow().error().orElseThrow();
    }

    private MigrationRun run(String text) throws IOException, SQLException {
        return MigrationRunner.on(database.settings()).run(script(text));
    }

    private Script script(String text) throws IOException {
        Path file = write("dir/a.sql", text);
        return new Script(file, "dir/a.sql", text, 1, ScriptDialect.PSQL, ExecutionMode.STATEMENTS);
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}

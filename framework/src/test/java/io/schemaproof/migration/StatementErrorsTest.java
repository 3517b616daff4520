package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StatementErrorsTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void a_position_is_exact_in_every_mode(ExecutionMode mode) throws SQLException {
        String text = "-- größe\r\nSELECT 1;\r\n\tSELECT 'äöü𝒳',\r\n\t  '日本', nope;\r\n";
        StatementError error = error(Scripts.script(text, ScriptDialect.SERVER, mode));

        assertThat(error.sqlState()).isEqualTo("42703");
        assertThat(error.line()).isEqualTo(4);
        assertThat(error.column()).isEqualTo(10);
    }

    @Test
    void an_error_shows_its_line_with_a_caret() throws SQLException {
        Script script = Scripts.psql("SELECT 1;\n\tSELECT 'ü', nope\n  FROM pg_class;\n");
        MigrationRun run = MigrationRunner.on(database.settings()).run(script);

        assertThat(StatementErrors.format(run.firstError().orElseThrow(), script))
                .isEqualTo("""
                V1__x.sql:2:14 ERROR 42703: column "nope" does not exist
                  \tSELECT 'ü', nope
                  \t            ^
                STATEMENT: SELECT 'ü', nope FROM pg_class""");
    }

    @Test
    void an_error_without_a_position_stands_at_the_statement_with_detail_and_context() throws SQLException {
        StatementError error = error(Scripts.psql("CREATE TEMP TABLE t (a int PRIMARY KEY);\n"
                + "INSERT INTO t VALUES (1);\n  DO $$ BEGIN INSERT INTO t VALUES (1); END $$;"));

        assertThat(error.sqlState()).isEqualTo("23505");
        assertThat(error.detail()).contains("Key (a)=(1) already exists.");
        assertThat(error.context())
                .hasValueSatisfying(context -> assertThat(context).contains("inline_code_block"));
        assertThat(error.line() + ":" + error.column()).isEqualTo("3:3");
    }

    @Test
    void the_query_within_a_function_is_part_of_the_context() throws SQLException {
        StatementError error = error(Scripts.psql("DO $$ BEGIN PERFORM nope; END $$;"));

        assertThat(error.context()).hasValueSatisfying(c -> assertThat(c).contains("(at character 8): SELECT nope"));
    }

    @Test
    void a_nul_character_is_refused() throws SQLException {
        StatementError error = error(Scripts.psql("SELECT 1;\nSELECT '\0';"));

        assertThat(error.message()).contains("NUL");
        assertThat(error.line() + ":" + error.column()).isEqualTo("2:9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            CREATE TABLE x (a int COMMENT 'why')                      | COMMENT ON COLUMN
            CREATE TABLE x (a int AUTO_INCREMENT)                     | GENERATED ALWAYS AS IDENTITY
            CREATE TABLE `x` (a int)                                  | double quotes
            CREATE TABLE x (a int) ENGINE=InnoDB                      | leave it out
            CREATE TABLE x (a datetime)                               | timestamptz
            CREATE TABLE x (a int unsigned)                           | CHECK (column >= 0)
            ALTER TABLE pg_class ADD CONSTRAINT IF NOT EXISTS c CHECK (true) | DROP CONSTRAINT IF EXISTS
            CREATE TABLE x (a vector(3))                              | CREATE EXTENSION IF NOT EXISTS vector
            SELECT uuid_generate_v4()                                 | gen_random_uuid()
            SELECT crypt('a', 'b')                                    | pgcrypto
            CREATE TABLE x (a citext)                                 | citext
            CREATE TABLE x (a text COLLATE "xx_YY")                   | provider = icu
            BEGIN; VACUUM                                             | without a transaction
            CREATE TEMP TABLE l (a text[]); CREATE INDEX ON l USING gin (a); ALTER TABLE l ALTER a TYPE text USING a[1] | Drop the index before
            CREATE TEMP TABLE l AS SELECT 'x' AS a; ALTER TABLE l ALTER a TYPE text[] USING a::text[] | string_to_array(column, ',')
            CREATE TEMP TABLE l (a text); CREATE INDEX ON l USING gin (a) | You must specify an operator class
            """)
    void classic_mistakes_have_a_hint(String sql, String hint) throws SQLException {
        assertThat(error(Scripts.psql(sql)).hint())
                .hasValueSatisfying(own -> assertThat(own).contains(hint));
    }

    @Test
    void an_ordinary_error_keeps_the_hint_of_the_server() throws SQLException {
        assertThat(error(Scripts.psql("SELECT relnam FROM pg_class")).hint())
                .hasValueSatisfying(hint -> assertThat(hint).startsWith("Perhaps you meant to reference the column"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            -- nothing               | true
            /* at */ ; ;             | true
            BEGIN; /* x */ COMMIT;   | true
            SELECT 1;                | false
            BEGIN; DROP TABLE x; COMMIT; | false
            'open                    | false
            """)
    void a_script_that_does_nothing_is_told_from_one_that_does(String text, boolean empty) {
        assertThat(MigrationRunner.isEffectivelyEmpty(Scripts.psql(text))).isEqualTo(empty);
    }

    private static StatementError error(Script script) throws SQLException {
        return MigrationRunner.on(database.settings())
                .run(script)
                .firstError()
                .orElseThrow()
                .error()
                .orElseThrow();
    }
}

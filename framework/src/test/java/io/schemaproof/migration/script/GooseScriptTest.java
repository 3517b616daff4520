package io.schemaproof.migration.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GooseScriptTest {

    @Test
    void a_statement_ends_at_a_line_that_ends_in_a_semicolon() {
        assertThat(split("-- note\n\nSELECT 1;\nSELECT\n  2; -- two\nSELECT 3; SELECT 4;\n"))
                .containsExactly("3:1 SELECT 1", "4:1 SELECT\n  2; -- two", "6:1 SELECT 3; SELECT 4");
    }

    @Test
    void a_semicolon_within_a_body_cuts_it_unless_it_stands_between_the_markers() {
        String body = "CREATE FUNCTION f() RETURNS int AS $$\nBEGIN\n  RETURN 1;\nEND $$ LANGUAGE plpgsql;\n";

        assertThat(split(body)).hasSize(2);
        assertThat(split("-- +goose StatementBegin\n" + body + "-- +goose StatementEnd\nSELECT 1;"))
                .hasSize(2)
                .element(0)
                .asString()
                .startsWith("2:1 CREATE FUNCTION")
                .endsWith("plpgsql");
    }

    @Test
    void a_missing_semicolon_is_an_error_at_the_statement() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> split("SELECT 1;\n\nSELECT 2\n"))
                .withMessageContaining("missing semicolon?")
                .satisfies(e -> assertThat(e.position()).isEqualTo(new Position(3, 1)));
    }

    @Test
    void a_missing_statement_end_is_an_error() {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> split("-- +goose StatementBegin\nSELECT 1;\n"))
                .withMessageContaining("missing '-- +goose StatementEnd'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-- +goose Dwon | goose: unknown annotation '-- +goose Dwon'",
                "-- of +goose | goose: unknown annotation '-- of +goose'",
                "-- +goose NO  TRANSACTION | goose: unknown annotation '-- +goose NO  TRANSACTION'",
                "' -- +goose Down' | goose: annotation '-- +goose Down' with white space before it"
            })
    void a_line_that_goose_takes_for_its_own_and_does_not_know_is_an_error(String line, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> split("CREATE TABLE a (id int);\n" + line + "\nDROP TABLE a;\n"))
                .withMessage(message)
                .satisfies(e -> assertThat(e.position()).isEqualTo(new Position(2, 1)));
        assertThat(split("SELECT 1; -- +goose Dwon\nSELECT 2 /* +goose */;\n--+goose up\n"))
                .hasSize(2);
    }

    @Test
    void environment_variables_are_put_in_only_where_asked() {
        assertThat(split("""
                SELECT '$NAME';
                -- +goose ENVSUB ON
                SELECT '${NAME}', '$NAME', '${MISSING:-default}', $$x$$, nope;
                -- +goose ENVSUB OFF
                SELECT '${NAME}';
                """))
                .containsExactly(
                        "1:1 SELECT '$NAME'",
                        "3:1 SELECT 'value', 'value', 'default', $$x$$, nope",
                        "5:1 SELECT '${NAME}'");
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> split("-- +goose ENVSUB ON\nSELECT '${MISSING:?must be set}';\n"))
                .withMessageContaining("must be set")
                .satisfies(e -> assertThat(e.position()).isEqualTo(new Position(2, 9)));
    }

    @Test
    void positions_survive_substitution() {
        SourceText source = new SourceText("x.sql", "-- +goose ENVSUB ON\nSELECT '$NAME', nope;\n", 1);
        Fragment statement =
                GooseScript.split(source, Map.of("NAME", "a long value")).get(0);

        assertThat(statement.position(statement.sql().indexOf("nope"))).isEqualTo(new Position(2, 17));
    }

    private static List<String> split(String text) {
        return GooseScript.split(new SourceText("x.sql", text, 1), Map.of("NAME", "value")).stream()
                .map(s -> s.position(0).line() + ":" + s.position(0).column() + " " + s.sql())
                .toList();
    }
}

package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Functions that the application of before calls, and composite types that it reads and writes. */
class FormerCallsTest extends OnTwoDatabases {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            f(a int, b numeric(4, 1)) RETURNS int                   | takes b numeric, and took b numeric with a default
            f(x int, b numeric DEFAULT 1) RETURNS int               | takes x integer, and took a integer
            f(a int, b numeric DEFAULT 1) RETURNS text              | gives text, and gave integer
            f(a int, b numeric DEFAULT 1) RETURNS SETOF int         | gives SETOF integer, and gave integer
            f(a int, b numeric DEFAULT 1, c text DEFAULT 'x, y') RETURNS bigint | gives bigint, and gave integer
            f(a int, b numeric DEFAULT 1, c text DEFAULT 'x, y') RETURNS int |
            f(a int, b numeric DEFAULT 2) RETURNS int               |
            """)
    void a_function_that_is_called_otherwise_is_told(String function, String what) throws SQLException {
        List<Finding> findings = judge(
                "CREATE FUNCTION f(a int, b numeric(9, 2) DEFAULT 1) RETURNS int LANGUAGE sql AS 'SELECT 1';",
                "DROP FUNCTION f;\nCREATE FUNCTION " + function
                        + " LANGUAGE sql AS $$ SELECT '1'::%s $$;".formatted(function.replaceFirst(".* ", "")));

        if (what == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo("safety.function-changed");
            assertThat(only(findings).severity()).isEqualTo(Severity.WARNING);
            assertThat(only(findings).object()).contains("public.f(integer, numeric)");
            assertThat(only(findings).message())
                    .startsWith("The function public.f(integer, numeric) " + what + ".\nA statement of");
            assertThat(only(findings).remedy()).startsWith("Another name for the new one:");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            f() RETURNS TABLE ("My x" int)                    | gives no y text
            f() RETURNS TABLE ("My x" int, z text)            | gives z text, and gave y text
            f() RETURNS TABLE (y text, "My x" int)            | gives y text, and gave "My x" integer
            f() RETURNS TABLE ("My x" int, y text, z numeric) |
            f(n int) RETURNS TABLE ("My x" int, y text)       | gone
            f(OUT "My x" int, OUT y text) RETURNS record      | gives record, and gave TABLE
            """)
    void a_function_that_gives_other_columns_is_told(String function, String what) throws SQLException {
        List<Finding> findings = judge(
                "CREATE FUNCTION f() RETURNS TABLE (\"My x\" int, y text) LANGUAGE plpgsql AS 'BEGIN END';",
                "DROP FUNCTION f;\nCREATE FUNCTION " + function + " LANGUAGE plpgsql AS 'BEGIN END';");

        if (what == null) {
            assertThat(findings).isEmpty();
        } else if (what.equals("gone")) {
            assertThat(only(findings).rule()).isEqualTo("safety.drop");
        } else {
            assertThat(only(findings).message()).startsWith("The function public.f() " + what + ".\n");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            RENAME ATTRIBUTE street TO line                     | safety.rename   | The attribute street of the type public.address has another name.
            DROP ATTRIBUTE street                               | safety.drop     | The attribute street of the type public.address is gone.
            DROP ATTRIBUTE street, ADD ATTRIBUTE line text      | safety.drop     | The attribute street of the type public.address is gone.
            ADD ATTRIBUTE zip text                              | safety.stricter | The type public.address has 3 attributes now and had 2: a value that is written as a row of 2 is refused.
            OWNER TO CURRENT_USER                               |                 |
            """)
    void attributes_that_are_others_are_told(String sql, String rule, String what) throws SQLException {
        List<Finding> findings = judge(
                "CREATE TYPE address AS (street text, city text); CREATE TABLE homes (id int PRIMARY KEY, home address);",
                LIMIT + "ALTER TYPE address " + sql + ";");

        if (rule == null) {
            assertThat(findings).isEmpty();
        } else {
            assertThat(only(findings).rule()).isEqualTo(rule);
            assertThat(only(findings).line()).isEqualTo(2);
            assertThat(only(findings).message()).startsWith(what + "\n");
        }
    }

    @Test
    void a_row_of_fewer_attributes_is_refused_by_the_server() throws SQLException {
        judge(
                "CREATE TYPE address AS (street text, city text); CREATE TABLE homes (id int, home address);",
                LIMIT + "ALTER TYPE address ADD ATTRIBUTE zip text;");

        try (Connection connection = databases.connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO homes VALUES (1, ROW('a', 'b'))"))
                    .hasMessageContaining("Input has too few columns");
            assertThatThrownBy(() -> statement.execute("INSERT INTO homes VALUES (1, '(a,b)')"))
                    .hasMessageContaining("Too few columns");
            statement.execute("INSERT INTO homes (id, home.street) VALUES (1, 'a')");
        }
    }
}

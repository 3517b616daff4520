package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.configuration.SensitiveColumns;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorMaskTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        MigrationRunner.on(database.settings()).run(Scripts.psql("""
                        CREATE TABLE people (id int PRIMARY KEY, api_token text UNIQUE, note text, secret_span int4range,
                          secret_json text, EXCLUDE USING gist (secret_span WITH &&), UNIQUE (note, api_token), CHECK (id < 100));
                        CREATE UNIQUE INDEX ON people (lower(api_token));
                        CREATE UNIQUE INDEX ON people (note);
                        CREATE TABLE logins (api_token text REFERENCES people (api_token));
                        CREATE TABLE parts (secret int) PARTITION BY LIST (secret);
                        INSERT INTO people VALUES (1, 'hunter2', 'plain', '[1,5)', '{"a": hunter2}');
                        INSERT INTO logins VALUES ('hunter2');
                        """));
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    /** The error as it is shown; the script is the reader's own file, and shown as it is. */
    private static String shown(String sql) throws SQLException {
        MigrationRun run = MigrationRunner.on(database.settings()).run(Scripts.psql(sql));
        StatementError error = ErrorMask.of(run.firstError().orElseThrow());
        return error.message()
                + error.detail().map(text -> " | " + text).orElse("")
                + error.context().map(text -> " | " + text).orElse("");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
            INSERT INTO people VALUES (2, 'hunter2') => Key (api_token)=(***) already exists.
            INSERT INTO people VALUES (2, 'HUNTER2') => Key (lower(api_token))=(***) already exists.
            INSERT INTO people VALUES (3, NULL, NULL, '[2,3)') => Key (secret_span)=(***) conflicts with existing key (secret_span)=(***).
            INSERT INTO logins VALUES ('hunter3') => Key (api_token)=(***) is not present in table "people".
            DELETE FROM people => Key (api_token)=(***) is still referenced from table "logins".
            INSERT INTO people VALUES (100, 'hunter3') => Failing row contains (***).
            INSERT INTO parts VALUES (27) => Partition key of the failing row contains (secret) = (***).
            ALTER TABLE people ALTER secret_json TYPE int USING secret_json::int => invalid input syntax for type integer: "***"
            SELECT secret_json::json FROM people => Token "***" is invalid. | JSON data, line 1: ***
            INSERT INTO people VALUES ('hunter2') => invalid input syntax for type integer: "***"
            INSERT INTO people VALUES (2 'hunter2') => syntax error at or near "***"
            DO $$ BEGIN INSERT INTO people VALUES (1, 'hunter2', 27); END $$ => SQL statement "INSERT INTO people VALUES (***, '***', ***)"
            DO $$ BEGIN EXECUTE format('INSERT INTO logins (api_token) VALUES (%L)', 'hunter' || 3); END $$ => SQL statement "INSERT INTO logins (api_token) VALUES ('***')"
            """)
    void values_of_sensitive_columns_are_hidden(String sql, String said) throws SQLException {
        assertThat(shown(sql))
                .contains(said)
                .doesNotContainIgnoringCase("hunter")
                .doesNotContain("27", "[2,3)");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '~', textBlock = """
            INSERT INTO people VALUES (1) => Key (id)=(1) already exists.
            INSERT INTO people VALUES (2, NULL, 'plain') => Key (note)=(plain) already exists.
            ALTER TABLE people ALTER note TYPE int USING note::int => invalid input syntax for type integer: "plain"
            DO $$ BEGIN EXECUTE format('INSERT INTO people (id) VALUES (%L)', 'plain'); END $$ => VALUES ('plain')
            """)
    void other_values_are_shown(String sql, String said) throws SQLException {
        assertThat(shown(sql)).contains(said);
    }

    @Test
    void a_line_that_is_copied_is_hidden_and_a_value_if_it_is_of_a_sensitive_column() throws SQLException {
        assertThat(shown("COPY people (id, note) FROM stdin;\n7\n\\.\n"))
                .isEqualTo("missing data for column \"note\" | COPY people, line 1: ***");
        assertThat(shown("COPY people (id, secret_span) FROM stdin;\n7\thunter2\n\\.\n"))
                .isEqualTo("malformed range literal: \"***\" | Missing left parenthesis or bracket."
                        + " | COPY people, line 1, column secret_span: ***");
        assertThat(shown("COPY people (id, note) FROM stdin;\nplain\tx\n\\.\n"))
                .isEqualTo(
                        "invalid input syntax for type integer: \"plain\" | COPY people, line 1, column id: \"plain\"");
    }

    @Test
    void the_message_for_people_and_the_driver_s_hide_them_too() throws SQLException {
        Script script = Scripts.psql("UPDATE people SET id = 100;\n");
        MigrationRun run = MigrationRunner.on(database.settings()).run(script);

        assertThat(StatementErrors.format(run.firstError().orElseThrow(), script))
                .contains("DETAIL: Failing row contains (***).")
                .doesNotContain("hunter");
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute("UPDATE people SET id = 100");
        } catch (SQLException e) {
            assertThat(e.getMessage()).contains("hunter2");
            assertThat(ErrorMask.text(e))
                    .isEqualTo("ERROR: new row for relation \"people\" violates check constraint \"people_id_check\"");
        }
    }

    @Test
    void a_column_that_is_sensitive_in_one_table_is_so_where_the_table_is_not_known() {
        SensitiveColumns columns = SensitiveColumns.of(Configuration.of(
                Map.of(ConfigurationParameters.MASKED_COLUMNS, "people.email, !token_count, app.*.phone*")));

        assertThat(columns.mayHide("email")).isTrue();
        assertThat(columns.mayHide("phone_home")).isTrue();
        assertThat(columns.mayHide("token_count")).isFalse();
        assertThat(columns.mayHide("id")).isFalse();
        assertThat(columns.mayHideOneIn("UPDATE x SET y = lower(Email)")).isTrue();
        assertThat(columns.mayHideOneIn("UPDATE x SET y = 1")).isFalse();
    }
}

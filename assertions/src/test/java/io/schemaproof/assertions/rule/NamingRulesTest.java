package io.schemaproof.assertions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.catalog.ObjectId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamingRulesTest extends OneDatabase {

    NamingRulesTest() {
        super("");
    }

    @AfterEach
    void clear() throws SQLException {
        execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
        schema.refresh();
    }

    private List<String> words(String category) {
        List<String> words = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT word FROM pg_get_keywords() WHERE catcode = '" + category + "' ORDER BY word")) {
            while (row.next()) {
                words.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return words;
    }

    @Test
    void a_column_is_named_with_a_word_that_needs_no_quotes() throws SQLException {
        List<String> words = words("C");
        assertThat(words).contains("timestamp", "time", "position", "values");
        StringBuilder script = new StringBuilder();
        for (String word : words) {
            script.append("CREATE TABLE t_" + word + " (" + word + " int); INSERT INTO t_" + word + " (" + word
                    + ") VALUES (1); SELECT " + word + " FROM t_" + word + " WHERE " + word + " = 1 ORDER BY " + word
                    + "; CREATE INDEX ON t_" + word + " (" + word + "); CREATE TABLE " + word
                    + " (id int); SELECT id FROM " + word + ";");
        }
        execute(script.toString());
        schema.refresh();

        assertThat(NamingRules.notBeReserved().evaluate(schema).isPassed()).isTrue();
    }

    @Test
    void a_word_that_each_query_must_quote_is_none_for_a_column_nor_is_one_of_a_type_for_a_function()
            throws SQLException {
        List<String> words = Stream.of("R", "T")
                .flatMap(category -> words(category).stream())
                .toList();
        execute(words.stream()
                .map(word -> '"' + word + "\" int")
                .collect(Collectors.joining(", ", "CREATE TABLE t (", ")")));
        schema.refresh();
        assertThat(NamingRules.notBeReserved().evaluate(schema).objects())
                .extracting(ObjectId::identity)
                .containsExactlyInAnyOrderElementsOf(
                        words.stream().map(word -> "public.t.\"" + word + '"').toList());

        execute("CREATE FUNCTION \"position\"(int) RETURNS int LANGUAGE sql AS 'SELECT 1';"
                + " DROP TABLE t; CREATE TYPE \"values\" AS ENUM ()");
        schema.refresh();
        assertThat(NamingRules.notBeReserved().evaluate(schema).objects())
                .extracting(ObjectId::identity)
                .containsExactlyInAnyOrder("public.\"position\"(integer)", "public.\"values\"");
    }
}

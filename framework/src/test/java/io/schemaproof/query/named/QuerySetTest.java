package io.schemaproof.query.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuerySetTest {

    @TempDir
    private Path parent;

    private QuerySet read(String text) {
        return read("shop.sql", text);
    }

    private QuerySet read(String file, String text) {
        Path folder = parent.resolve("queries");
        try {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.writeString(folder.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return QuerySet.read(folder);
    }

    @Test
    void statements_have_the_name_above_them_and_a_semicolon_may_end_them() {
        List<NamedQuery> queries = read("""
                -- The shop, and what it asks.

                -- name: find_orders
                -- Those of a customer.
                -- :status = 'open'
                -- from: 0003
                -- until: 7
                SELECT id, ':no', "a:no", x::text, a[1:n], $$ :no $$ /* :no */ -- :no
                FROM orders WHERE status = :status AND (other = :other OR :status IS NULL)

                -- name: by_key
                SELECT 1 WHERE 2 = $2 AND 1 = $1;
                """).queries();

        assertThat(queries).extracting(NamedQuery::id).containsExactly("shop.find_orders", "shop.by_key");
        NamedQuery first = queries.get(0);
        assertThat(first.place()).isEqualTo("queries/shop.sql:8");
        assertThat(first.sql()).isEqualTo("""
                SELECT id, ':no', "a:no", x::text, a[1:n], $$ :no $$ /* :no */ -- :no
                FROM orders WHERE status = $1 AND (other = $2 OR $1 IS NULL)""");
        assertThat(first.parameters()).containsExactly(":status", ":other");
        assertThat(first.samples()).isEqualTo(Map.of(1, "'open'"));
        assertThat(first.from()).contains("0003");
        assertThat(first.until()).contains("7");
        assertThat(queries.get(1).parameters()).containsExactly("$1", "$2");
        assertThat(queries.get(1).from()).isEmpty();
    }

    @Test
    void a_file_says_as_whom_and_where_its_service_works_and_a_query_may_say_otherwise() {
        List<NamedQuery> queries = read("""
                -- role: shop_app
                -- search_path: "$user", app
                -- name: a
                SELECT 1;
                -- name: b
                -- role: "The Admin"
                SELECT 2;
                """).queries();

        assertThat(queries)
                .extracting(NamedQuery::session)
                .containsExactly(
                        new ServiceSession(Optional.of("shop_app"), Optional.of("\"$user\", app")),
                        new ServiceSession(Optional.of("\"The Admin\""), Optional.of("\"$user\", app")));
        assertThat(read("other.sql", "-- name: a\nSELECT 1").queries())
                .filteredOn(query -> query.service().equals("other"))
                .extracting(NamedQuery::session)
                .containsExactly(ServiceSession.DEFAULT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- name: a",
                "--name: a",
                "-- name: a :one",
                "-- name: a^",
                "-- name: a<!",
                "-- name: a(id, at)$",
                "-- :name a :? :*"
            })
    void names_are_those_of_several_tools(String comment) {
        assertThat(read(comment + "\nSELECT 1").queries())
                .extracting(NamedQuery::name)
                .containsExactly("a");
    }

    @Test
    void a_folder_in_the_folder_is_part_of_the_service() {
        assertThat(read("team/mail.sql", "-- name: a\nSELECT 1").services()).containsExactly("team/mail");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "SELECT 1;\\n-- name: a\\nSELECT 2 | queries/shop.sql:1: This statement has no name. Write '-- name: …' above it.",
                "-- nothing | queries/shop.sql:1: No statement has a name here. Write '-- name: …' above each.",
                "-- name: a\\n\\n-- name: b\\nSELECT 1 | queries/shop.sql:1: Nothing stands below the name a.",
                "-- name: a\\nSELECT 1;\\nSELECT 2; | queries/shop.sql:3: A second statement stands below the name a. Write '-- name: …' above it.",
                "-- name: a b\\nSELECT 1 | queries/shop.sql:1: This is no name of a statement: '-- name: a b'. Write letters, digits, _ and -, such as '-- name: find_orders'.",
                "-- name: a\\nSELECT 'x | queries/shop.sql:2: unterminated string: ' is missing",
                "-- name: a\\n-- :x = 1\\nSELECT :y | queries/shop.sql:2: The statement a has no parameter :x. It has :y.",
                "-- name: a\\nSELECT :y, $1 | queries/shop.sql:2: A statement has either names such as :y for its parameters, or numbers such as $1.",
                "-- role: a b\\n-- name: a\\nSELECT 1 | queries/shop.sql:1: This is no role: 'a b'. Write its name as SQL does, such as '-- role: shop'.",
                "-- name: a\\n-- search_path: a b\\nSELECT 1 | queries/shop.sql:2: This is no list of schemas: 'a b'. Write their names as SQL does, such as '-- search_path: shop, public'.",
                "-- name: a\\n-- roles: shop\\nSELECT 1 | queries/shop.sql:2: There is no '-- roles:'. Did you mean '-- role:'?",
                "-- Role: shop\\n-- name: a\\nSELECT 1 | queries/shop.sql:1: There is no '-- Role:'. Did you mean '-- role:'?",
                "-- name: a\\n-- untill: 7\\nSELECT 1 | queries/shop.sql:2: There is no '-- untill:'. Did you mean '-- until:'?",
                "-- name: a\\n-- from: 3, since May\\nSELECT 1 | queries/shop.sql:2: This is no version: '3, since May'. Write one alone, such as '-- from: 0003'.",
                "-- from: 3\\n-- name: a\\nSELECT 1 | queries/shop.sql:1: '-- from:' stands above the first name, where it is for no query. Write it below the name of the query that it is for: of a whole file, only role and search_path are read.",
                "-- name: a\\nSELECT\\n1;\\n-- role: shop\\n-- name: b\\nSELECT 2 | queries/shop.sql:4: '-- role:' stands behind a statement, where it is for no query. Write it below the name of the query that it is for.",
                "-- name: a\\nSELECT 1\\n\\n-- :x = 1\\n-- name: b\\nSELECT :x | queries/shop.sql:4: A value of a parameter stands behind a statement, where it is for no query. Write it below the name of the query that it is for.",
                "-- name: a\\nSELECT $2 | queries/shop.sql:2: The statement has $2 and no $1.",
                "-- name: a\\nSELECT 1;\\n-- name: a\\nSELECT 2 | queries/shop.sql:4: The service shop has two queries with the name a; the other is queries/shop.sql:2."
            })
    void what_cannot_be_read_is_refused_with_its_line(String text, String message) {
        assertThatThrownBy(() -> read(text.replace("\\n", "\n")))
                .isInstanceOf(MigrationException.class)
                .hasMessage(message);
    }

    @Test
    void what_people_write_about_a_query_stays() {
        assertThat(read("""
                        -- note: the shop's own; from the old one: nothing.
                        -- name: a
                        -- note: :x is a key, role of old
                        -- :doc finds all
                        -- see https://example.org/from:1
                        SELECT 1 -- from: the shop
                        -- role: of the second column
                        , 2;
                        -- record: a
                        -- Here begins what the office asks.

                        -- name: b
                        SELECT 2
                        """).queries()).extracting(NamedQuery::name).containsExactly("a", "b");
    }

    @Test
    void a_folder_that_is_missing_or_empty_is_refused() {
        Path missing = parent.resolve("missing");
        assertThatThrownBy(() -> QuerySet.read(missing))
                .hasMessage(
                        "The folder with the queries " + missing
                                + " does not exist. Each service has a file SERVICE.sql, in which a comment '-- name: …' stands above each statement.");
        assertThatThrownBy(() -> QuerySet.read(parent))
                .hasMessageStartingWith("The folder " + parent + " holds no query.");
    }
}

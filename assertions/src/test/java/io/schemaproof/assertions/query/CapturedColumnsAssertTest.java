package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.table;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.CapturedQueries;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CapturedColumnsAssertTest extends OnCapturedQueries {

    @Override
    TestDatabase create() throws SQLException {
        return Shop.with("""
                CREATE TABLE users (id int PRIMARY KEY, name text, password text, visits int DEFAULT 0);
                CREATE TABLE events (id int, "On" date) PARTITION BY RANGE (id);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (10);
                CREATE VIEW user_names AS SELECT id, name FROM users;
                GRANT SELECT, UPDATE ON users TO PUBLIC;""");
    }

    @Test
    void returned_columns_are_counted_and_traced_to_their_table() throws SQLException {
        send("SELECT u.id, name AS called, upper(password) FROM users u WHERE id = ?", 1);
        send("UPDATE users SET visits = visits + 1 WHERE id = ? RETURNING name", 1);

        assertThat(captured)
                .selectsAtMostColumns(3)
                .selectsOnlyColumns("users", "id", "name")
                .selectsOnlyColumns(table(name("users")), field(name("id")), field(name("name")));
        Shop.failsWith(() -> assertThat(captured).selectsAtMostColumns(2), """
                [captured queries]
                Expected no statement to return more than 2 columns
                  expected: 2
                  but was : 3
                  SELECT u.id, name AS called, upper(password) FROM users u WHERE id = ? [***]
                  columns: id, called, upper""");
        Shop.failsWith(() -> assertThat(captured).selectsOnlyColumns("users", "name", "visits"), """
                Expected only these columns of public.users to be returned
                  expected: name, visits
                  but was : id, name
                  extra   : id
                  SELECT u.id, name AS called""");
        Shop.failsWith(
                () -> assertThat(captured).selectsOnlyColumns(table(name("users")), field(name("name"))),
                "extra   : id");
    }

    @Test
    void a_star_returns_all_columns() throws SQLException {
        send("SELECT * FROM users");
        Shop.failsWith(
                () -> assertThat(captured).selectsOnlyColumns("users", "id", "name"), "extra   : password, visits");
    }

    @Test
    void updated_columns_are_what_the_server_wants_a_privilege_for() throws SQLException {
        send("UPDATE users AS u SET name = password WHERE id = ?", 1);
        send("SELECT id FROM users FOR UPDATE");

        assertThat(captured)
                .updatesOnlyColumns("users", "name")
                .updatesOnlyColumns(table(name("users")), field(name("name")));
        send("INSERT INTO users VALUES (1) ON CONFLICT (id) DO UPDATE SET (visits, name) = (2, 'x')");
        send("DELETE FROM users");
        Shop.failsWith(() -> assertThat(captured).updatesOnlyColumns("users", "name"), """
                Expected only these columns of public.users to be updated
                  expected: name
                  but was : name, visits
                  extra   : visits
                  INSERT INTO users VALUES (***) ON CONFLICT""");
        Shop.failsWith(
                () -> assertThat(captured).updatesOnlyColumns(table(name("users")), field(name("name"))),
                "extra   : visits");
    }

    @Test
    void inserted_columns_are_those_of_the_list_or_the_first_ones() throws SQLException {
        send("INSERT INTO users VALUES (?, ?)", 2, "x");
        send("INSERT INTO users (id, name, visits) SELECT 3, word, 1 FROM (VALUES ('x')) v (word)");

        assertThat(captured)
                .insertsOnlyColumns("users", "id", "name", "visits")
                .insertsOnlyColumns(
                        table(name("users")), field(name("id")), field(name("name")), field(name("visits")));
        Shop.failsWith(() -> assertThat(captured).insertsOnlyColumns("users", "id", "name"), """
                Expected only these columns of public.users to be inserted
                  expected: id, name
                  but was : id, name, visits
                  extra   : visits""");
        Shop.failsWith(
                () -> assertThat(captured).insertsOnlyColumns(table(name("users")), field(name("id"))),
                "extra   : name");
    }

    @Test
    void a_column_is_read_also_in_a_condition_and_a_computation() throws SQLException {
        send("SELECT count(*) FROM users u WHERE u.id > 0 AND (SELECT true)");
        assertThat(captured)
                .doesNotReadColumns("users", "password", "name")
                .doesNotReadColumns(table(name("users")), field(name("password")));

        send("SELECT id FROM users WHERE length(password || ?) < 8", "salt");
        Shop.failsWith(() -> assertThat(captured).doesNotReadColumns("users", "name", "password"), """
                [captured queries]
                Expected these columns of public.users not to be read
                  expected: none of name, password
                  but was : password
                  SELECT id FROM users WHERE length(password || ?) < *** [***]""");
        Shop.failsWith(
                () -> assertThat(captured).doesNotReadColumns(table(name("users")), field(name("password"))),
                "but was : password");
        captured.clear();
        send("SELECT u FROM users u");
        Shop.failsWith(() -> assertThat(captured).doesNotReadColumns("users", "password"), "but was : password");
    }

    @Test
    void what_goes_through_a_view_or_names_a_partition_is_not_taken_for_unused() throws SQLException {
        send("SELECT name FROM user_names");
        assertThat(captured).doesNotReadColumns("user_names", "id").selectsOnlyColumns("user_names", "name");
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(captured).doesNotReadColumns("users", "password"))
                .withMessageContaining(
                        "Which columns of public.users are used is not known, because the statement comes to"
                                + " it by way of a view, a parent or a child; name that one: SELECT name FROM user_names");
        captured.clear();
        send("UPDATE user_names SET name = 'x'");
        assertThat(captured).updatesOnlyColumns("user_names", "name");
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(captured).updatesOnlyColumns("users", "name"))
                .withMessageContaining("by way of a view");
        captured.clear();
        send("INSERT INTO events_1 (id) VALUES (1)");
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(captured).insertsOnlyColumns("events", "id"))
                .withMessageContaining("a parent or a child");
        captured.clear();
        send("UPDATE events SET \"On\" = now()");
        assertThat(captured).updatesOnlyColumns("events", "\"On\"");
    }

    @Test
    void a_column_or_table_that_is_not_there_and_a_table_that_is_not_used_fail() throws SQLException {
        send("UPDATE users SET name = 'x' WHERE name = 'y'");

        Shop.failsWith(() -> assertThat(captured).doesNotReadColumns("users", "pasword"), """
                Expected column public.users.pasword to exist
                  expected: public.users.pasword
                  but was : no such column
                  did you mean password?""");
        Shop.failsWith(() -> assertThat(captured).updatesOnlyColumns("user", "name"), "no such table");
        Shop.failsWith(() -> assertThat(captured).insertsOnlyColumns("users", "name"), """
                Expected statements by which columns of public.users are inserted to assert on
                  expected: at least one
                  but was : none: nothing was checked
                  UPDATE users SET name = 'x'""");
        Shop.failsWith(() -> assertThat(captured).updatesOnlyColumns("events", "id"), "nothing was checked");
        Shop.failsWith(() -> assertThat(captured).doesNotReadColumns("events", "id"), "nothing was checked");
        Shop.failsWith(() -> assertThat(captured).selectsOnlyColumns("users", "id"), "nothing was checked");
        Shop.failsWith(() -> assertThat(captured).selectsAtMostColumns(1), "nothing was checked");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(captured).updatesOnlyColumns("users"))
                .withMessage("No column is named.");
    }

    @Test
    void privileges_in_a_database_of_somebody_else_are_left_alone() throws SQLException {
        captured = CapturedQueries.of(database.server().connection("postgres").dataSource());
        send("SELECT relname FROM pg_class LIMIT 1");

        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(captured).doesNotReadColumns("pg_class", "relname"))
                .withMessage(
                        "Which columns of pg_catalog.pg_class are used is not known: database postgres was not created"
                                + " by Schemaproof, and to learn which columns a statement uses takes privileges away for a"
                                + " moment; -Dschemaproof.what-if=true allows it");
    }

    @Test
    void nothing_is_left_of_what_was_tried() throws SQLException {
        send("UPDATE users SET name = 'x'");
        assertThat(captured).updatesOnlyColumns("users", "name");

        try (Connection connection = database.connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT (SELECT count(*) FROM pg_roles WHERE rolname LIKE 'schemaproof\\_columns%'),"
                                + " (SELECT relacl::text FROM pg_class WHERE relname = 'users'),"
                                + " (SELECT relacl::text FROM pg_class WHERE relname = 'user_names')");
                ResultSet row = statement.executeQuery()) {
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isZero();
            assertThat(row.getString(2)).contains("=rw/").doesNotContain("schemaproof_columns");
            assertThat(row.getString(3)).isNull();
        }
    }
}

package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.query.StatementKind.INSERT;
import static io.schemaproof.query.StatementKind.SELECT;
import static io.schemaproof.query.StatementKind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** How often, how many at once, with which values and patterns statements are sent, and whether connections are closed. */
class CapturedTrafficAssertTest extends OnCapturedQueries {

    @Override
    TestDatabase create() throws SQLException {
        return Shop.with("""
                CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, prefix text);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text);
                CREATE VIEW smiths AS SELECT id, name FROM customers WHERE name LIKE '%smith';""");
    }

    private void insert(Connection connection, int from, int rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO orders (id) VALUES (?)")) {
            for (int id = from; id < from + rows; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    @Test
    void a_select_that_is_sent_again_with_the_same_values_is_a_duplicate() throws SQLException {
        send("SELECT name FROM customers WHERE id = ?", 1);
        send("SELECT name FROM customers WHERE id = ?", 2);
        assertThat(captured).hasNoDuplicateSelects();

        send("SELECT name FROM customers WHERE id = ?", 1);
        Shop.failsWith(() -> assertThat(captured).hasNoDuplicateSelects(), """
                [captured queries]
                Expected no SELECT to be sent again with the same values
                  expected: each once
                  but was : 2 times: SELECT name FROM customers WHERE id = ? [1]""");
    }

    @Test
    void comments_make_no_other_statement_of_it() throws SQLException {
        send("SELECT name FROM customers WHERE id = ? /*traceparent='00-1'*/", 1);
        send("SELECT name FROM customers WHERE id = ? /*traceparent='00-2'*/", 1);

        assertThat(captured).hasNoNPlusOneSelects();
        Shop.failsWith(
                () -> assertThat(captured).hasNoDuplicateSelects(),
                "but was : 2 times: SELECT name FROM customers WHERE id = ? /*traceparent='00-1'*/ [1]");
    }

    @Test
    void values_that_no_message_shows_are_told_apart() throws SQLException {
        send("SELECT id FROM (VALUES (1, 'a')) AS users(id, password) WHERE password = ?", "a");
        send("SELECT id FROM (VALUES (1, 'a')) AS users(id, password) WHERE password = ?", "b");
        assertThat(captured).hasNoDuplicateSelects();

        send("SELECT id FROM (VALUES (1, 'a')) AS users(id, password) WHERE password = ?", "b");
        Shop.failsWith(() -> assertThat(captured).hasNoDuplicateSelects(), "WHERE password = ? [***]");
    }

    @Test
    void a_select_for_each_of_several_values_is_one_too_many() throws SQLException {
        send("SELECT name FROM customers WHERE id = ANY (?)", (Object) new Integer[] {1, 2});
        send("SELECT status FROM orders WHERE customer_id = ?", 1);
        assertThat(captured).hasNoNPlusOneSelects();

        send("SELECT status FROM orders WHERE customer_id = ?", 2);
        Shop.failsWith(() -> assertThat(captured).hasNoNPlusOneSelects(), """
                Expected no SELECT to be sent for each of several values
                  expected: once
                  but was : for 2 different values
                  SELECT status FROM orders WHERE customer_id = ? [1]
                  SELECT status FROM orders WHERE customer_id = ? [2]
                  One SELECT for each row of another? A join, or = ANY (?), asks for all at once.""");
    }

    @Test
    void values_in_the_text_are_several_values_too() throws SQLException {
        send("SELECT status FROM orders WHERE status = $$a$$");
        send("SELECT status FROM orders WHERE status = E'it\\'s'");
        Shop.failsWith(() -> assertThat(captured).hasNoNPlusOneSelects(), "for 2 different values");
    }

    @Test
    void batches_are_measured_and_the_last_may_be_smaller() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 0, 3);
            insert(connection, 3, 3);
            insert(connection, 6, 1);
            assertThat(captured).isBatched(INSERT).isBatched(INSERT, 3);
            Shop.failsWith(() -> assertThat(captured).isBatched(INSERT, 4), """
                    [captured queries]
                    Expected statements of kind INSERT to be sent in batches of 4 or more
                      expected: 4 at once
                      but was : 3, 3, 1 at once: INSERT INTO orders (id) VALUES (?)
                      addBatch() for each row and one executeBatch() send them together.""");

            insert(connection, 7, 1);
            Shop.failsWith(() -> assertThat(captured).isBatched(INSERT), "but was : 3, 3, 1, 1 at once: INSERT");
            connection.rollback();
        }
    }

    @Test
    void a_batch_of_one_shows_nothing_and_one_of_texts_counts() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            insert(connection, 0, 1);
            Shop.failsWith(
                    () -> assertThat(captured).isBatched(INSERT),
                    "No batch is that large; with so few rows nothing is shown.");
            Shop.failsWith(
                    () -> assertThat(captured).isBatched(UPDATE),
                    "Expected statements of kind UPDATE to assert on",
                    "INSERT INTO orders (id) VALUES (?) [0]");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThat(captured).isBatched(INSERT, 1))
                    .withMessage("A batch has 2 executions or more, not 1.");

            statement.addBatch("UPDATE orders SET status = 'a' WHERE id = 1");
            statement.addBatch("UPDATE orders SET status = 'b' WHERE id = 2");
            statement.executeBatch();
            assertThat(captured).isBatched(UPDATE).hasCount(UPDATE, 2);
            connection.rollback();
        }
    }

    @Test
    void a_connection_that_is_not_closed_is_told_of_with_the_place_where_it_was_opened() throws SQLException {
        send("SELECT 1");
        assertThat(captured).hasNoConnectionLeak();
        Connection leaked = captured.dataSource().getConnection();
        try {
            Shop.failsWith(() -> assertThat(captured).hasNoConnectionLeak(), """
                    [captured queries]
                    Expected every connection to be closed
                      expected: 0 open
                      but was : 1 open of 2
                      open since io.schemaproof.assertions.query.CapturedTrafficAssertTest\
                    .a_connection_that_is_not_closed_is_told_of_with_the_place_where_it_was_opened(\
                    CapturedTrafficAssertTest.java:""");
            captured.clear();
            Shop.failsWith(() -> assertThat(captured).hasNoConnectionLeak(), "1 open of 1");
        } finally {
            leaked.close();
        }
        assertThat(captured).hasNoConnectionLeak();
    }

    @Test
    void a_connection_that_is_closed_behind_the_proxy_is_closed() throws SQLException {
        Connection connection = captured.dataSource().getConnection();
        ((Connection) connection.unwrap(PGConnection.class)).close();

        assertThat(captured).hasNoConnectionLeak();
        assertThat(captured.connections())
                .singleElement()
                .satisfies(opened -> assertThat(opened.openedAt())
                        .allMatch(call -> !call.getClassName().startsWith("java.")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM orders",
                "SELECT o.* FROM orders o",
                "SELECT DISTINCT ON (id) * FROM orders",
                "TABLE orders",
                "SELECT id FROM (SELECT o.*, 1 FROM orders o) x",
                "DELETE FROM orders WHERE false RETURNING *",
                "SELECT id FROM orders WHERE EXISTS (SELECT 1 FROM (SELECT * FROM customers) c)",
            })
    void a_star_selects_what_there_happens_to_be(String sql) throws SQLException {
        send(sql);
        Shop.failsWith(
                () -> assertThat(captured).hasNoSelectStar(),
                "Expected no statement to select all columns by *\n  expected: none\n  but was : 1 of 1\n  " + sql);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT count(*), count(o.*), 2 * id, id * (2) FROM orders o GROUP BY id",
                "SELECT id AS table, '*, ' AS \"*\" /* , * */ FROM orders",
                "SELECT id FROM orders WHERE EXISTS (SELECT * FROM customers)",
            })
    void not_every_star_is_a_list_of_columns(String sql) throws SQLException {
        send(sql);
        assertThat(captured).hasNoSelectStar();
    }

    @Test
    void a_literal_is_a_value_that_is_no_parameter() throws SQLException {
        send("SELECT id FROM orders WHERE customer_id = ? AND status = ? LIMIT 20", 42, "OPEN");
        assertThat(captured).usesBindParameters(20);

        send("SELECT id FROM orders WHERE customer_id = 42 AND status = 'OPEN' LIMIT 20");
        Shop.failsWith(() -> assertThat(captured).usesBindParameters(20, "OPEN"), """
                Expected every value to be a parameter
                  expected: no literals but [20, OPEN]
                  but was : literals
                  SELECT id FROM orders WHERE customer_id = 42 AND status = 'OPEN' LIMIT 20
                    42""");
        Shop.failsWith(() -> assertThat(captured).usesBindParameters(), "42, 'OPEN', 20");
    }

    @Test
    void values_of_parameters_are_known_in_a_batch_too() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            insert(connection, 1, 2);
            connection.rollback();
        }
        assertThat(captured).hasBinds(INSERT, 2).bindsAtMost(1);
        Shop.failsWith(() -> assertThat(captured).hasBinds(INSERT, 3), """
                Expected a statement of kind INSERT with these parameters
                  expected: [3]
                  but was : [1]
                            [2]""");
        Shop.failsWith(() -> assertThat(captured).bindsAtMost(0), """
                Expected no statement to have more than 0 parameters
                  expected: 0
                  but was : 1""");
    }

    @Test
    void a_pattern_with_a_known_beginning_is_not_found() throws SQLException {
        send("SELECT id FROM customers WHERE name LIKE ?", "Smi%");
        send("SELECT id FROM customers WHERE name LIKE ? || '%'", "50\\%");
        send("SELECT id FROM customers WHERE name ~~ ANY (?)", (Object) new String[] {"a%", "b,%"});
        send("SELECT name LIKE '%x' FROM customers WHERE name = '~~'");

        assertThat(captured).hasNoLikeWithLeadingWildcard();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM customers WHERE name LIKE ?",
                "SELECT id FROM customers WHERE name NOT ILIKE ?",
                "SELECT id FROM customers WHERE name ~~* ('' || ?)",
                "SELECT id FROM customers WHERE name SIMILAR TO ?",
                "SELECT id FROM customers WHERE name = ANY (ARRAY['a']) OR name LIKE ANY (ARRAY['b%', ?])",
                "UPDATE orders SET status = 'x' FROM customers c WHERE c.id = customer_id AND name LIKE ?",
            })
    void a_pattern_is_found_by_the_values_that_were_sent_whichever_execution_it_was(String sql) throws SQLException {
        send(sql, "a%");
        assertThat(captured).hasNoLikeWithLeadingWildcard();
        send(sql, "%a");
        Shop.failsWith(
                () -> assertThat(captured).hasNoLikeWithLeadingWildcard(),
                "Expected no pattern to begin with a wildcard\n  expected: text before the first % or _\n  but was : ",
                sql + " [%a]");
    }

    @Test
    void a_pattern_is_found_in_a_view_and_not_known_where_it_comes_from_rows() throws SQLException {
        send("SELECT id FROM smiths");
        Shop.failsWith(() -> assertThat(captured).hasNoLikeWithLeadingWildcard(), "(customers.name ~~ '%smith'::text)");
        captured.clear();
        send("SELECT id FROM customers WHERE name LIKE prefix");
        Shop.failsWith(
                () -> assertThat(captured).hasNoLikeWithLeadingWildcard(),
                "The pattern comes from rows, so it is not known how it begins.");
    }

    @Test
    void what_captured_nothing_checks_nothing() throws SQLException {
        List<Runnable> verbs = List.of(
                () -> assertThat(captured).hasNoDuplicateSelects(),
                () -> assertThat(captured).hasNoNPlusOneSelects(),
                () -> assertThat(captured).isBatched(INSERT),
                () -> assertThat(captured).hasNoConnectionLeak(),
                () -> assertThat(captured).hasNoSelectStar(),
                () -> assertThat(captured).usesBindParameters(),
                () -> assertThat(captured).hasBinds(SELECT),
                () -> assertThat(captured).bindsAtMost(1),
                () -> assertThat(captured).hasNoLikeWithLeadingWildcard());
        verbs.forEach(verb -> Shop.failsWith(
                verb::run,
                "none: nothing was checked\n  Does the application use the data source of CapturedQueries?"));

        send("SET work_mem = '8MB'");
        Shop.failsWith(() -> assertThat(captured).hasNoSelectStar(), "nothing was checked\n  SET work_mem = '8MB'");
    }
}

package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.query.StatementKind.DELETE;
import static io.schemaproof.query.StatementKind.INSERT;
import static io.schemaproof.query.StatementKind.OTHER;
import static io.schemaproof.query.StatementKind.SELECT;
import static io.schemaproof.query.StatementKind.UPDATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.Test;

class CapturedQueriesAssertTest extends OnCapturedQueries {

    @Override
    TestDatabase create() throws SQLException {
        return Shop.create();
    }

    @Test
    void statements_are_counted_by_kind_and_a_batch_is_one() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO tiny VALUES (?, ?)")) {
                statement.execute("SET LOCAL work_mem = '8MB'");
                statement.executeUpdate("WITH gone AS (DELETE FROM tiny RETURNING id) UPDATE customers SET name = 'n'"
                        + " WHERE id IN (SELECT id FROM gone)");
                for (int i = 0; i < 3; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "new");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.rollback();
        }

        assertThat(captured)
                .hasCount(OTHER, 1)
                .hasCount(UPDATE, 1)
                .hasCount(INSERT, 1)
                .hasCount(DELETE, 0)
                .hasAtMost(INSERT, 1)
                .executesEachAtMost(1);
        assertThat(captured.of(INSERT)).singleElement().satisfies(insert -> {
            assertThat(insert.batchSize()).isEqualTo(3);
            assertThat(insert.query().binds()).containsExactly(0, "new");
        });
        Shop.failsWith(() -> assertThat(captured).hasCount(SELECT, 1), """
                [captured queries]
                Expected 1 statements of kind SELECT
                  expected: 1
                  but was : 0""");
        Shop.failsWith(() -> assertThat(captured).hasAtMost(INSERT, 0), "INSERT INTO tiny VALUES (?, ?)");
    }

    @Test
    void one_statement_for_each_row_is_found_also_where_the_values_stand_in_the_text() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement prepared = connection.prepareStatement("SELECT name FROM customers WHERE id = ?")) {
            for (int id = 1; id <= 4; id++) {
                statement
                        .executeQuery("SELECT total FROM orders WHERE customer_id = " + id)
                        .close();
                prepared.setInt(1, id);
                prepared.executeQuery().close();
            }
        }

        assertThat(captured).executesEachAtMost(4).hasCount(SELECT, 8);
        Shop.failsWith(() -> assertThat(captured).executesEachAtMost(2), """
                Expected no statement to be executed more than 2 times
                  expected: 2
                  but was : 4
                  SELECT total FROM orders WHERE customer_id = ?
                  One statement for each row of another? A join, = ANY (?) or a batch is one.""");
    }

    @Test
    void each_captured_statement_is_asserted_on_as_a_query_with_its_values() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                PreparedStatement orders = connection.prepareStatement("SELECT * FROM orders WHERE customer_id = ?");
                PreparedStatement names = connection.prepareStatement("SELECT * FROM customers WHERE name = ?")) {
            orders.setObject(1, 42, Types.INTEGER);
            try (ResultSet rows = orders.executeQuery()) {
                assertThat(rows.getStatement()).isNotNull();
            }
            assertThat(orders.getConnection()).isSameAs(connection);
            assertThat(captured)
                    .allSatisfy(SELECT, query -> query.underBothPlans().hasNoSeqScan());
            names.setString(1, "x");
            names.execute();
        }

        assertThat(Schema.of(database.dataSource()))
                .index("orders_customer_idx")
                .isLoadBearingFor(captured.distinct());
        Shop.failsWith(() -> assertThat(captured).allSatisfy(query -> query.hasNoSeqScan()), """
                [query SELECT * FROM customers WHERE name = ? [x]""");
    }

    @Test
    void statements_that_differ_in_a_literal_are_each_planned_and_judged() throws SQLException {
        send("SELECT note FROM orders WHERE status = 'OPEN' AND total = 100 /* the first */");
        send("SELECT note FROM orders WHERE status = 'OPEN' AND total = 100 /* again */");
        send("SELECT note FROM orders WHERE status = 'DONE' AND total = 100");

        assertThat(captured.distinct()).hasSize(2);
        assertThat(captured.distinctTexts()).hasSize(1);
        Shop.failsWith(
                () -> assertThat(captured).allSatisfy(query -> query.hasNoSeqScan()),
                "[query SELECT note FROM orders WHERE status = 'DONE' AND total = 100]");
    }

    @Test
    void what_comes_from_a_result_is_captured_too() throws SQLException {
        try (Connection connection = captured.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM tiny")) {
            assertThat(rows.getStatement()).isSameAs(statement).isEqualTo(statement);
            assertThat(rows).isEqualTo(rows).isNotEqualTo(statement);
            assertThat(connection.getMetaData().getConnection()).isSameAs(connection);
            Statement own = rows.getStatement();
            own.execute("DELETE FROM tiny WHERE id < 0");
            own.getConnection().createStatement().execute("UPDATE tiny SET id = id WHERE id < 0");
            // The statement has another result by now.
            assertThatThrownBy(rows::getStatement).isInstanceOf(SQLException.class);
        }

        assertThat(captured).hasCount(SELECT, 1).hasCount(DELETE, 1).hasCount(UPDATE, 1);
    }

    @Test
    void what_captured_nothing_checks_nothing() {
        Shop.failsWith(
                () -> assertThat(captured).executesEachAtMost(1),
                "Does the application use the data source of CapturedQueries?");
        Shop.failsWith(() -> assertThat(captured).hasAtMost(SELECT, 1), "none: nothing was checked");
        Shop.failsWith(() -> assertThat(captured).allSatisfy(query -> {}), "none: nothing was checked");
    }
}

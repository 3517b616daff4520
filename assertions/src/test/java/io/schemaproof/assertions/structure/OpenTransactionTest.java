package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A test that runs in a transaction finds what it has written after each assertion: none ends the transaction. */
class OpenTransactionTest {

    private TestDatabase database;
    private Connection connection;
    private OneConnection one;

    @BeforeEach
    void begin() throws SQLException {
        database = Shop.create("""
                CREATE TABLE orders (id int PRIMARY KEY, total int);
                CREATE INDEX orders_total ON orders (total);
                CREATE VIEW seen AS SELECT id FROM orders WHERE total > 0;
                CREATE DOMAIN price AS int DEFAULT 0;""");
        connection = database.connect();
        connection.setAutoCommit(false);
        one = new OneConnection(connection);
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES (1, 1), (2, 2)");
            statement.execute("CREATE OR REPLACE VIEW seen AS SELECT id FROM orders WHERE total > 1");
        }
    }

    @AfterEach
    void rollBack() throws SQLException {
        connection.close();
        database.close();
    }

    private void findsItsRows() {
        assertThat(one).rows("orders").hasCount(2);
    }

    @Test
    void the_server_s_writing_of_a_query() {
        assertThat(Schema.of(one)).domain("price").hasDefault("(0)");
        failsSaying(
                () -> assertThat(Schema.of(one)).view("seen").hasDefinition("SELECT id FROM orders WHERE total > 0"),
                "total > 1);\n  First difference: line 3 of 3");
        findsItsRows();
    }

    @Test
    void what_a_deletion_takes_along() {
        assertThat(Schema.of(one)).deleting("orders", 1).changesNothingElse();
        findsItsRows();
    }

    @Test
    void a_plan_and_a_time() {
        Query byTotal = Query.of(one, "SELECT id FROM orders WHERE total = 2");
        assertThat(byTotal).canUseIndex("orders_total").readsRowsAtMost(2).hasNoMissingIndex();
        findsItsRows();
        assertThat(byTotal).runsWithin(Duration.ofMinutes(1)).returnsExactly(2);
        findsItsRows();
    }

    @Test
    void as_a_role() {
        assertThat(Schema.of(one)).asRole("postgres").changes("DELETE FROM orders", 2);
        findsItsRows();
    }

    @Test
    void changes_are_watched_by_another_session() {
        assertThatIllegalStateException()
                .isThrownBy(() -> assertThat(Schema.of(one)).changesOf(() -> {}).changesNothingElse())
                .withMessageContaining("give a data source that opens another.");
        findsItsRows();
    }
}

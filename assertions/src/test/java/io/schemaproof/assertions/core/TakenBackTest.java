package io.schemaproof.assertions.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.structure.OneConnection;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class TakenBackTest extends OneDatabase {

    TakenBackTest() {
        super("CREATE TABLE t (id int)");
    }

    @Test
    void what_is_asked_after_a_statement_leaves_nothing() throws SQLException {
        Sql after = new Sql(database.dataSource()).after("INSERT INTO t VALUES (1)");

        assertThat(after.number("SELECT count(*) FROM t")).isEqualTo(1);
        assertThat(new Sql(database.dataSource()).number("SELECT count(*) FROM t"))
                .isZero();
    }

    @Test
    void the_transaction_of_a_test_stays_open_with_what_it_has_done() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(new OneConnection(connection));
            sql.rows("INSERT INTO t VALUES (1) RETURNING id");

            assertThat(sql.after("INSERT INTO t VALUES (2)").number("SELECT count(*) FROM t"))
                    .isEqualTo(2);
            assertThatThrownBy(() -> sql.after("INSERT INTO nothing VALUES (2)").number("SELECT 1"))
                    .isInstanceOf(QueryException.class);

            assertThat(sql.number("SELECT count(*) FROM t")).isEqualTo(1);
            assertThat(connection.getAutoCommit()).isFalse();
            connection.rollback();
        }
        assertThat(new Sql(database.dataSource()).number("SELECT count(*) FROM t"))
                .isZero();
    }
}

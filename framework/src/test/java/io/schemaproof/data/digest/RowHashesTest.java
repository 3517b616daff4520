package io.schemaproof.data.digest;

import static io.schemaproof.data.digest.DigestDatabases.execute;
import static io.schemaproof.data.digest.DigestDatabases.table;
import static io.schemaproof.data.digest.DigestDatabases.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowHashesTest {

    private static TestDatabase database;
    private static Connection connection;

    @BeforeAll
    static void open() throws SQLException {
        database = with("CREATE TABLE t (id int, name text);"
                + "INSERT INTO t VALUES (1, 'a'), (2, NULL), (2, NULL), (3, ''); CREATE TABLE empty ()");
        connection = database.connect();
        connection.setAutoCommit(false);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT 1                                           | true",
                "INSERT INTO t VALUES (0, 'b'), (2, NULL), (9, 'z') | true",
                "UPDATE t SET name = name                           | true",
                "DELETE FROM t WHERE id = 1                         | false",
                "DELETE FROM t WHERE ctid = '(0,2)'                 | false",
                "UPDATE t SET name = '' WHERE id = 2                | false",
                "UPDATE t SET name = 'A' WHERE id = 1               | false"
            })
    void rows_are_there_as_often_as_they_were(String change, boolean there) throws SQLException {
        RowHashes before = RowHashes.read(connection, table("t")).orElseThrow();
        try {
            execute(connection, change);

            assertThat(before.areIn(RowHashes.read(connection, table("t")).orElseThrow()))
                    .isEqualTo(there);
        } finally {
            connection.rollback();
        }
    }

    @Test
    void no_rows_are_everywhere_and_no_table_nowhere() throws SQLException {
        RowHashes none = RowHashes.read(connection, table("empty")).orElseThrow();

        assertThat(none.areIn(RowHashes.read(connection, table("t")).orElseThrow()))
                .isTrue();
        assertThat(RowHashes.read(connection, table("missing"))).isEmpty();
    }
}

package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that is run in a transaction of the caller leaves nothing behind once that is rolled back. */
class WithinTransactionTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        connection = MigrationRunner.open(database.settings());
        execute("CREATE TABLE t (id int)");
        execute("BEGIN");
    }

    @AfterEach
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1)",
                "BEGIN; INSERT INTO t VALUES (1); COMMIT;",
                "-- why\nBEGIN;\nINSERT INTO t VALUES (1);\n/* so /* and so */ */ COMMIT;",
                "start transaction; INSERT INTO t VALUES (1); end; INSERT INTO t VALUES (2)",
                "SAVEPOINT s; INSERT INTO t VALUES (1); ROLLBACK TO SAVEPOINT s; ROLLBACK WORK TO s"
            })
    void is_taken_back(String sql) throws SQLException {
        assertThat(run(sql, ScriptDialect.SERVER, ExecutionMode.STATEMENTS).succeeded())
                .isTrue();

        execute("ROLLBACK");
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource(ExecutionMode.class)
    void in_whatever_way_its_tool_would_send_it(ExecutionMode mode) throws SQLException {
        assertThat(run("INSERT INTO t VALUES (1); INSERT INTO t VALUES (2)", ScriptDialect.SERVER, mode)
                        .succeeded())
                .isTrue();
        assertThat(rows()).isEqualTo(2);

        execute("ROLLBACK");
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = ScriptDialect.class,
            names = {"COMMAND", "LIBRARY"},
            mode = EnumSource.Mode.EXCLUDE)
    void in_whatever_dialect_it_is_written(ScriptDialect dialect) throws SQLException {
        String sql = dialect == ScriptDialect.GOOSE
                ? "-- +goose Up\nINSERT INTO t VALUES (1);\n"
                : "INSERT INTO t VALUES (1);\n";
        assertThat(run(sql, dialect, ExecutionMode.STATEMENTS).succeeded()).isTrue();
        assertThat(rows()).isEqualTo(1);

        execute("ROLLBACK");
        assertThat(rows()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (1); ROLLBACK",
                "INSERT INTO t VALUES (1); ABORT",
                "INSERT INTO t VALUES (1); PREPARE TRANSACTION 'x'",
                "CREATE INDEX CONCURRENTLY t_id ON t (id)",
                "DO $$ BEGIN INSERT INTO t VALUES (1); COMMIT; END $$"
            })
    void fails_where_it_needs_a_transaction_of_its_own(String sql) throws SQLException {
        assertThat(run(sql, ScriptDialect.SERVER, ExecutionMode.STATEMENTS).succeeded())
                .isFalse();

        execute("ROLLBACK");
        assertThat(rows()).isZero();
    }

    @Test
    void its_commit_checks_what_is_put_off_until_then() throws SQLException {
        execute("ALTER TABLE t ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED");

        assertThat(run(
                                "BEGIN; INSERT INTO t VALUES (1); INSERT INTO t VALUES (1); COMMIT;",
                                ScriptDialect.SERVER,
                                ExecutionMode.STATEMENTS)
                        .firstError()
                        .flatMap(StatementOutcome::error))
                .hasValueSatisfying(error -> assertThat(error.sqlState()).isEqualTo("23505"));
    }

    @Test
    void needs_a_session_of_the_caller() {
        MigrationRunner runner = MigrationRunner.on(database.settings());

        assertThatIllegalStateException()
                .isThrownBy(runner::withinTransaction)
                .withMessageContaining("a session of the caller");
    }

    private MigrationRun run(String sql, ScriptDialect dialect, ExecutionMode mode) throws SQLException {
        return MigrationRunner.on(connection).withinTransaction().run(Scripts.script(sql, dialect, mode));
    }

    private void execute(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private long rows() throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM t")) {
            row.next();
            return row.getLong(1);
        }
    }
}

package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be in a transaction the server says: it refuses it there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OutsideTransactionsTest {

    private static final String REFUSED = "25001";
    private static final String TERMINATED = "2D000";

    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    void create() throws SQLException {
        database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        connection = MigrationRunner.open(database.settings());
        for (String sql : List.of(
                "CREATE TABLE t (id int PRIMARY KEY)",
                "CREATE TABLE p (id int) PARTITION BY LIST (id)",
                "CREATE TABLE p1 PARTITION OF p FOR VALUES IN (1)",
                "CREATE INDEX i ON t (id)",
                "CREATE TYPE e AS ENUM ('a')",
                "CREATE MATERIALIZED VIEW m AS SELECT 1 AS id",
                "CREATE UNIQUE INDEX ON m (id)",
                "CREATE PROCEDURE ends() LANGUAGE plpgsql AS $$ BEGIN COMMIT; END $$",
                "CREATE PROCEDURE \"commit\"() LANGUAGE plpgsql AS $$ BEGIN NULL; END $$")) {
            execute(sql);
        }
    }

    @AfterAll
    void drop() throws SQLException {
        connection.close();
        database.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX CONCURRENTLY j ON t (id)",
                "create /* why */ unique index -- so\n concurrently j ON t (id)",
                "DROP INDEX CONCURRENTLY i",
                "REINDEX TABLE CONCURRENTLY t",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
                "REINDEX INDEX CONCURRENTLY i",
                "ALTER TABLE p DETACH PARTITION p1 CONCURRENTLY"
            })
    void what_works_in_several_is_refused_in_one(String sql) {
        assertThat(stateInTransaction(sql)).isEqualTo(REFUSED);
        assertThat(OutsideTransactions.worksInSeveral(sql)).isTrue();
        assertThat(OutsideTransactions.needs(sql)).isTrue();
        assertThat(OutsideTransactions.mayCommit(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VACUUM t",
                "VACUUM",
                "CLUSTER",
                "REINDEX SCHEMA public",
                "CREATE DATABASE schemaproof_never",
                "DROP DATABASE schemaproof_never",
                "CREATE TABLESPACE schemaproof_never LOCATION '/nowhere'",
                "DROP TABLESPACE schemaproof_never",
                "ALTER DATABASE postgres SET TABLESPACE pg_default",
                "ALTER SYSTEM SET work_mem = '5MB'",
                "CREATE SUBSCRIPTION s CONNECTION 'dbname=none' PUBLICATION p",
                "COMMIT PREPARED 'a'",
                "ROLLBACK PREPARED 'a'",
                "DISCARD ALL"
            })
    void what_is_refused_in_a_transaction_is_known(String sql) {
        assertThat(stateInTransaction(sql)).isEqualTo(REFUSED);
        assertThat(OutsideTransactions.needs(sql)).isTrue();
        assertThat(OutsideTransactions.worksInSeveral(sql)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CALL ends()",
                "DO $$ BEGIN COMMIT; END $$",
                "DO 'BEGIN ROLLBACK; END'",
                "DO LANGUAGE plpgsql $body$ BEGIN CALL ends(); END $body$"
            })
    void what_commits_on_its_own_must_not_in_a_transaction(String sql) {
        assertThat(stateInTransaction(sql)).isEqualTo(TERMINATED);
        assertThat(OutsideTransactions.mayCommit(sql)).isTrue();
        assertThat(OutsideTransactions.needs(sql)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DO $$ BEGIN /* COMMIT */ PERFORM 'please call'; END $$",
                "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN DROP INDEX CONCURRENTLY i; END $$",
                "COMMENT ON TABLE t IS 'CREATE INDEX CONCURRENTLY'",
                "CREATE TABLE \"index concurrently\" (vacuum int)",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY m",
                "ALTER TYPE e ADD VALUE 'b'",
                "ALTER DATABASE postgres SET work_mem = '5MB'",
                "ALTER TABLE p DETACH PARTITION p1",
                "INSERT INTO t VALUES (1)",
                ""
            })
    void what_the_server_takes_there_needs_no_place_outside(String sql) {
        assertThat(stateInTransaction(sql)).isEmpty();
        assertThat(OutsideTransactions.needs(sql)).isFalse();
        assertThat(OutsideTransactions.worksInSeveral(sql)).isFalse();
    }

    @Test
    void a_script_is_read_statement_by_statement() {
        assertThat(
                        isIn(
                                "CREATE TABLE a (b text); INSERT INTO a VALUES ('COMMIT;'); -- COMMIT;\nSAVEPOINT s; ROLLBACK TO s;"))
                .isFalse();
        assertThat(isIn("INSERT INTO a VALUES (1); END; INSERT INTO a VALUES (2);"))
                .isTrue();
        assertThat(isIn("BEGIN; ROLLBACK WORK;")).isTrue();
        assertThat(isIn("CREATE TABLE a (b int); VACUUM a;")).isTrue();
        assertThat(isIn("COPY a FROM stdin;\nit's\n\\.\nCOMMIT;"))
                .as("behind rows")
                .isTrue();
        assertThat(isIn("COPY a FROM stdin;\nit's\n\\.\n")).isFalse();
        assertThat(isIn("INSERT INTO a VALUES ('never closed"))
                .as("cannot be told")
                .isTrue();
    }

    private static boolean isIn(String text) {
        return OutsideTransactions.areIn(
                Scripts.script(text, ScriptDialect.SERVER, ExecutionMode.STATEMENTS_IN_TRANSACTION));
    }

    /** The SQLSTATE with which it is refused, or nothing. */
    private String stateInTransaction(String sql) {
        try {
            execute("BEGIN");
            execute(sql);
            return "";
        } catch (SQLException e) {
            return e.getSQLState();
        } finally {
            rollback();
        }
    }

    private void rollback() {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

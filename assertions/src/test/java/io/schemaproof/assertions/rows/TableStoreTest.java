package io.schemaproof.assertions.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.structure.OneConnection;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Schema;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.diff.CatalogDiff;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class TableStoreTest extends OneDatabase {

    TableStoreTest() {
        super("""
                CREATE TABLE orders (id int PRIMARY KEY, total int, note text, token text);
                INSERT INTO orders VALUES (1, 5, 'a', 's1'), (2, -5, '', 's2'), (3, -6, NULL, NULL);
                CREATE TABLE many AS SELECT i AS id FROM generate_series(1, 10001) i;""");
    }

    @AfterEach
    void remove() throws SQLException {
        execute("DROP SCHEMA IF EXISTS schemaproof_failures CASCADE; UPDATE orders SET total = -5 WHERE id = 2");
    }

    @Test
    void rows_that_fail_are_a_table_with_what_is_hidden_hidden() {
        assertThatThrownBy(() -> orders().storingFailuresInTable("negative").allSatisfy("total > 0"))
                .hasMessageContaining("\n  Stored: 2 rows in table schemaproof_failures.negative");
        assertThat(stored("negative")).containsExactlyInAnyOrder(row("2", "-5", "", "***"), row("3", "-6", null, null));

        orders().storingFailuresInTable("none").allSatisfy("id > 0");
        assertThat(rows("SELECT to_regclass('schemaproof_failures.none') IS NULL"))
                .containsExactly(row("t"));
        assertThatThrownBy(() -> of("many", database.dataSource())
                        .storingFailuresInTable("all")
                        .isEmpty())
                .hasMessageContaining("Stored: the first 10,000 rows in table schemaproof_failures.\"all\"");
    }

    @Test
    void the_same_check_writes_its_table_anew_and_another_leaves_it_alone() throws SQLException {
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"));
        execute("UPDATE orders SET total = 1 WHERE id = 2");

        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("Stored: 1 row in table");
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("id < 2"))
                .hasMessageContaining(
                        "Not stored: table schemaproof_failures.bad holds the rows of another check; name one"
                                + " table for each");
        assertThat(stored("bad")).containsExactly(row("3", "-6", null, null));
    }

    @Test
    void what_somebody_else_made_is_left_alone() throws SQLException {
        execute("CREATE SCHEMA schemaproof_failures; CREATE TABLE schemaproof_failures.bad (x int)");
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("2 of 3 rows")
                .hasMessageContaining("Not stored: schema schemaproof_failures was not made by Schemaproof");
        assertThat(catalog().table("schemaproof_failures.bad")).isPresent();

        execute("COMMENT ON SCHEMA schemaproof_failures IS 'Schemaproof: rows that failed a check'");
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("Not stored: table schemaproof_failures.bad was not made by Schemaproof");
        execute("DROP TABLE schemaproof_failures.bad; CREATE VIEW schemaproof_failures.bad AS SELECT 1 AS x");
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("Not stored: table schemaproof_failures.bad was not made by Schemaproof");
    }

    @Test
    void the_table_is_no_trace_in_what_is_verified() throws SQLException {
        Catalog before = catalog();
        DataDigest rows = digest();
        assertThatThrownBy(() -> orders().storingFailuresInTable("bad").allSatisfy("total > 0"));

        assertThat(CatalogDiff.between(before, catalog()).isEmpty()).isTrue();
        assertThat(digest()).isEqualTo(rows);
        execute("CREATE SCHEMA schemaproof_failures_2");
        assertThat(CatalogDiff.between(before, catalog()).isEmpty()).isFalse();
    }

    @Test
    void it_stays_although_the_check_is_rolled_back() {
        RolledBackDataSource rolledBack = new RolledBackDataSource(database.dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO orders VALUES (4, -7)");
            }
        });

        assertThatThrownBy(() ->
                        of("orders", rolledBack).storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("Stored: 3 rows in table");
        assertThat(stored("bad")).hasSize(3);
    }

    @Test
    void a_session_that_does_not_commit_is_not_said_to_have_stored() throws SQLException {
        PGSimpleDataSource unknown = unknown();
        assertThatThrownBy(() -> of("orders", RolledBackDataSource.of(unknown))
                        .storingFailuresInTable("bad")
                        .allSatisfy("total > 0"))
                .hasMessageContaining("Not stored: the data source gives sessions that never commit");
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql.rows(connection, "INSERT INTO orders VALUES (9, 9) RETURNING id");
            assertThatThrownBy(() -> of("orders", new OneConnection(connection))
                            .storingFailuresInTable("bad")
                            .allSatisfy("total > 0"))
                    .hasMessageContaining(
                            "Not stored: the data source gives a session whose transaction is somebody else's");
            // What the test has done in its own transaction is still there.
            assertThat(Sql.rows(connection, "SELECT count(*) FROM orders")).containsExactly(row("4"));
        }
        assertThatThrownBy(() ->
                        of("orders", unknown).storingFailuresInTable("bad").allSatisfy("total > 0"))
                .hasMessageContaining("Stored: 2 rows in table");
    }

    @Test
    void a_database_of_somebody_else_is_written_into_only_when_that_is_said() throws SQLException {
        String name = "of_somebody_" + database.name();
        execute("CREATE DATABASE " + name);
        try {
            PGSimpleDataSource foreign = unknown();
            foreign.setDatabaseName(name);
            try (Connection connection = foreign.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE orders AS SELECT -1 AS total");
            }
            assertThatThrownBy(() ->
                            of("orders", foreign).storingFailuresInTable("bad").allSatisfy("total > 0"))
                    .hasMessageContaining("Not stored: database " + name + " was not created by Schemaproof;"
                            + " -Dschemaproof.store-failures=true allows it");
            System.setProperty("schemaproof.store-failures", "true");
            try {
                assertThatThrownBy(() -> of("orders", foreign)
                                .storingFailuresInTable("bad")
                                .allSatisfy("total > 0"))
                        .hasMessageContaining("Stored: 1 row in table");
            } finally {
                System.clearProperty("schemaproof.store-failures");
            }
        } finally {
            execute("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }

    private PGSimpleDataSource unknown() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setURL(database.settings().jdbcUrl());
        source.setUser(database.settings().user());
        source.setPassword(database.settings().password());
        return source;
    }

    private RowsAssert orders() {
        return of("orders", database.dataSource());
    }

    private static RowsAssert of(String table, DataSource dataSource) {
        return SchemaAssertions.assertThat(Rows.of(dataSource, table));
    }

    /** Other tests make roles on the same server meanwhile. */
    private Catalog catalog() {
        return Schema.of(database.dataSource()).catalog().withoutClusterWide();
    }

    private DataDigest digest() throws SQLException {
        try (Connection connection = database.connect()) {
            return DataDigest.read(connection);
        }
    }

    private static List<@Nullable String> row(@Nullable String... values) {
        return Arrays.asList(values);
    }

    private List<List<@Nullable String>> stored(String table) {
        return rows("SELECT * FROM schemaproof_failures." + table);
    }

    private List<List<@Nullable String>> rows(String sql) {
        return new Sql(database.dataSource()).rows(sql);
    }
}

package io.schemaproof.data.digest;

import static io.schemaproof.data.digest.DigestDatabases.digest;
import static io.schemaproof.data.digest.DigestDatabases.execute;
import static io.schemaproof.data.digest.DigestDatabases.table;
import static io.schemaproof.data.digest.DigestDatabases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.catalog.CatalogException;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataDigestTest {

    private static TestDatabase values;

    @BeforeAll
    static void createTypes() throws SQLException {
        values = with(
                "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
                "CREATE TYPE pair AS (a int, b int)",
                "CREATE TYPE measure AS (n numeric, i interval)",
                "CREATE EXTENSION citext",
                "CREATE TYPE mood AS ENUM ('sad', 'ok')",
                "CREATE DOMAIN padded AS char(3)",
                "CREATE SCHEMA other",
                "CREATE TABLE other.t ()",
                "CREATE TABLE t ()");
    }

    @AfterAll
    static void drop() {
        values.close();
    }

    /** Values that most comparisons take for the same. */
    @ParameterizedTest(name = "{0}: {1} and {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "float8 | 0 | '-0'",
                "float8 | 'NaN' | 'Infinity'",
                "float8 | 0.1::float8 + 0.2::float8 | 0.3",
                "float4 | 16777216 | 16777218",
                "numeric | 1.0 | 1.00",
                "text | '' | NULL",
                "text | 'a' | 'a '",
                "varchar(10) | 'a' | 'a '",
                "text COLLATE blind | 'a' | 'A'",
                "timestamptz | '2024-10-27 02:30+02' | '2024-10-27 02:30+01'",
                "timestamptz | 'infinity' | '-infinity'",
                "timestamp(6) | '2024-01-01 00:00:00.000001' | '2024-01-01'",
                "timetz | '12:00+00' | '13:00+01'",
                "interval | '1 day' | '24 hours'",
                "interval | '1 mon' | '30 days'",
                "jsonb | '{}' | 'null'",
                "jsonb | '1.0' | '1.00'",
                "json | '{\"a\":1}' | '{\"a\": 1}'",
                "int[] | '{1}' | '[0:0]={1}'",
                "int[] | '{NULL}' | '{}'",
                "text[] | '{\"NULL\"}' | '{NULL}'",
                "bytea | '\\x00' | '\\x'",
                "bit varying | B'0' | B''",
                "inet | '10.0.0.1' | '10.0.0.1/24'",
                "cidr | '10.0.0.0/8' | '10.0.0.0/9'",
                "money | 1 | 1.01",
                "int4range | 'empty' | '[1,2)'",
                "numrange | '[1,2)' | '(1,2)'",
                "point | '(0,0)' | '(-0,0)'",
                "xml | '<a/>' | '<a></a>'",
                "tsvector | 'a:1' | 'a:2'",
                "pair | ROW(1, NULL)::pair | ROW(NULL, 1)::pair",
                "pair | ROW(NULL, NULL)::pair | NULL",
                "mood | 'sad' | 'ok'",
                "mood[] | '{sad}' | '{ok}'",
                "padded | 'a' | 'b'",
                "regclass | 'public.t' | 'other.t'",
                "oid | 1 | 2",
                "char(3) | 'a' | 'A'",
                "citext | 'a' | 'A'",
                "citext[] | '{a}' | '{A}'",
                "float8[] | '{0}' | '{-0}'",
                "float4[] | '{NaN}' | '{NULL}'",
                "numeric[] | '{1.0}' | '{1.00}'",
                "numrange | '[1.0,2)' | '[1.00,2)'",
                "nummultirange | '{[1.0,2)}' | '{[1.00,2)}'",
                "interval[] | '{1 mon}' | '{30 days}'",
                "timestamptz[] | '{2024-10-27 02:30+02}' | '{2024-10-27 02:30+01}'",
                "jsonb[] | '{1.0}' | '{1.00}'",
                "inet[] | '{10.0.0.1}' | '{10.0.0.1/32,10.0.0.1}'",
                "measure | ROW(1.0, '1 mon')::measure | ROW(1.00, '1 mon')::measure",
                "measure | ROW(1, '1 mon')::measure | ROW(1, '30 days')::measure",
                "measure[] | ARRAY[ROW(1, NULL)::measure] | ARRAY[NULL::measure]",
            },
            delimiter = '|')
    void tells_apart(String type, String one, String other) throws SQLException {
        String create = "; CREATE TABLE %s (id int, value " + type + "); INSERT INTO %<s VALUES (1, ";
        execute(
                values,
                "DROP TABLE IF EXISTS first, same, second"
                        + create.formatted("first") + one + ")"
                        + create.formatted("same") + one + ")"
                        + create.formatted("second") + other + ")");
        SortedMap<Relation, TableDigest> tables = digest(values).tables();
        TableDigest first = Objects.requireNonNull(tables.get(table("first")));
        TableDigest second = Objects.requireNonNull(tables.get(table("second")));

        assertThat(tables.get(table("same"))).isEqualTo(first);
        assertThat(second.sum()).isNotEqualTo(first.sum());
        assertThat(second.columnsThatDiffer(first)).containsExactly("value");
    }

    @Test
    void a_session_with_other_settings_gives_the_same() throws SQLException {
        try (TestDatabase database = with(
                "CREATE TABLE t AS SELECT now() AS at, '1 day 2 hours'::interval AS took, 0.1::float8 AS f,"
                        + " '\\xff'::bytea AS b, 12.5::money AS m, 'pg_class'::regclass AS r FROM generate_series(1, 3)")) {
            DataDigest digest = digest(database);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET TimeZone = 'Asia/Kathmandu'");
                statement.execute("SET IntervalStyle = 'iso_8601'");
                statement.execute("SET extra_float_digits = -5");
                statement.execute("SET bytea_output = 'escape'");
                assertThat(DataDigest.read(connection)).isEqualTo(digest);
                try (ResultSet setting = statement.executeQuery("SHOW TimeZone")) {
                    setting.next();
                    assertThat(setting.getString(1)).isEqualTo("Asia/Kathmandu");
                }
            }
        }
    }

    @Test
    void the_order_of_rows_and_where_they_lie_do_not_count() throws SQLException {
        try (TestDatabase ascending = with("CREATE TABLE t AS SELECT i, 'x' || i AS x FROM generate_series(1, 500) i");
                TestDatabase descending = with(
                        "CREATE TABLE t AS SELECT i, 'x' || i AS x FROM generate_series(500, 1, -1) i",
                        "UPDATE t SET x = x WHERE i % 3 = 0")) {
            assertThat(digest(descending)).isEqualTo(digest(ascending));
        }
    }

    @Test
    void values_that_change_places_between_rows_or_columns_count() throws SQLException {
        try (TestDatabase one = with("CREATE TABLE t (a text, b text)", "INSERT INTO t VALUES ('1', '2'), ('3', '4')");
                TestDatabase rows =
                        with("CREATE TABLE t (a text, b text)", "INSERT INTO t VALUES ('1', '4'), ('3', '2')");
                TestDatabase columns =
                        with("CREATE TABLE t (a text, b text)", "INSERT INTO t VALUES ('2', '1'), ('3', '4')")) {
            assertThat(digest(rows).tablesThatDiffer(digest(one))).containsExactly(table("t"));
            assertThat(digest(rows)
                            .tables()
                            .get(table("t"))
                            .columnsThatDiffer(digest(one).tables().get(table("t"))))
                    .isEmpty();
            assertThat(digest(columns)
                            .tables()
                            .get(table("t"))
                            .columnsThatDiffer(digest(one).tables().get(table("t"))))
                    .containsExactly("a", "b");
        }
    }

    @Test
    void equal_values_in_all_columns_do_not_cancel_each_other() throws SQLException {
        try (TestDatabase one = with("CREATE TABLE t (a int, b int)", "INSERT INTO t VALUES (1, 1)");
                TestDatabase other = with("CREATE TABLE t (a int, b int)", "INSERT INTO t VALUES (2, 2)")) {
            assertThat(digest(one).tables().get(table("t")).sum())
                    .isNotEqualTo(digest(other).tables().get(table("t")).sum());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t VALUES (2, 'b')",
                "DELETE FROM t WHERE id = 2 AND ctid = (SELECT max(ctid) FROM t)"
            })
    void twice_the_same_row_is_not_once(String change) throws SQLException {
        try (TestDatabase database =
                with("CREATE TABLE t (id int, name text)", "INSERT INTO t VALUES (1, 'a'), (2, 'b'), (2, 'b')")) {
            DataDigest before = digest(database);
            execute(database, change);
            assertThat(digest(database).tablesThatDiffer(before)).containsExactly(table("t"));
        }
    }

    @Test
    void rows_may_move_between_partitions_but_not_between_tables_that_inherit() throws SQLException {
        try (TestDatabase database = with(
                "CREATE TABLE p (id int) PARTITION BY RANGE (id)",
                "CREATE TABLE p1 PARTITION OF p DEFAULT",
                "INSERT INTO p SELECT generate_series(1, 9)",
                "CREATE TABLE parent (id int)",
                "CREATE TABLE child () INHERITS (parent)",
                "INSERT INTO child VALUES (1)")) {
            DataDigest before = digest(database);
            assertThat(before.tables().keySet()).containsExactly(table("child"), table("p"), table("parent"));
            assertThat(before.tables().get(table("p")).rows()).isEqualTo(9);
            assertThat(before.tables().get(table("parent")).rows()).isZero();

            execute(
                    database,
                    "CREATE TABLE p2 (id int)",
                    "WITH gone AS (DELETE FROM p WHERE id > 4 RETURNING id) INSERT INTO p2 SELECT id FROM gone",
                    "ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (5) TO (10)");
            assertThat(digest(database)).isEqualTo(before);

            execute(database, "DELETE FROM child", "INSERT INTO parent VALUES (1)");
            assertThat(digest(database).tablesThatDiffer(before)).containsExactly(table("child"), table("parent"));
        }
    }

    @Test
    void sequences_are_compared_by_what_they_gave_out() throws SQLException {
        try (TestDatabase database = with("CREATE SEQUENCE s", "CREATE SEQUENCE unused")) {
            DataDigest before = digest(database);
            assertThat(before.sequences())
                    .containsEntry(table("s"), OptionalLong.empty())
                    .containsEntry(table("unused"), OptionalLong.empty());

            execute(database, "SELECT nextval('s')");
            DataDigest after = digest(database);
            assertThat(after.sequences()).containsEntry(table("s"), OptionalLong.of(1));
            assertThat(after.sequencesThatDiffer(before)).containsExactly(table("s"));
        }
    }

    @Test
    void names_are_taken_as_they_are() throws SQLException {
        String create =
                "CREATE SCHEMA \"Odd \"\"one\"; CREATE TABLE \"Odd \"\"one\".\"order\" (\"user\" int, \"A \"\"b\" text, \"%s\" pg_lsn);";
        Relation order = new Relation("Odd \"one", "order");
        try (TestDatabase database = with(create)) {
            DataDigest before = digest(database);
            assertThat(before.tables().get(order).columns()).containsOnlyKeys("user", "A \"b", "%s");
            execute(database, "INSERT INTO \"Odd \"\"one\".\"order\" VALUES (1, 'x', '0/0')");
            assertThat(digest(database).tablesThatDiffer(before)).containsExactly(order);
        }
    }

    @Test
    void tables_without_columns_and_with_a_thousand_are_read_too() throws SQLException {
        StringBuilder wide = new StringBuilder("CREATE TABLE wide (c0 int");
        for (int i = 1; i < 1_200; i++) {
            wide.append(", c").append(i).append(" int");
        }
        try (TestDatabase database = with(
                wide + ")",
                "INSERT INTO wide (c7) VALUES (7)",
                "CREATE TABLE bare ()",
                "INSERT INTO bare DEFAULT VALUES")) {
            DataDigest before = digest(database);
            assertThat(before.tables().get(table("wide")).columns()).hasSize(1_200);
            assertThat(before.tables().get(table("bare")).rows()).isEqualTo(1);
            execute(database, "INSERT INTO bare DEFAULT VALUES", "UPDATE wide SET c1199 = 1");
            assertThat(digest(database).tablesThatDiffer(before)).containsExactly(table("bare"), table("wide"));
        }
    }

    @Test
    void a_table_of_rows_that_comes_or_goes_differs_and_an_empty_one_does_not() throws SQLException {
        try (TestDatabase database = with("CREATE TABLE old AS SELECT 1 AS i", "CREATE TABLE empty (i int)")) {
            DataDigest before = digest(database);
            execute(
                    database,
                    "DROP TABLE old, empty",
                    "CREATE TABLE young AS SELECT 1 AS i",
                    "CREATE TABLE bare (i int)");
            assertThat(digest(database).tablesThatDiffer(before)).containsExactly(table("old"), table("young"));
            assertThat(before.tablesThatDiffer(digest(database))).containsExactly(table("old"), table("young"));
        }
    }

    @Test
    void rows_that_a_policy_hides_are_read_or_refused_but_never_left_out() throws SQLException {
        try (TestDatabase database = with(
                "CREATE TABLE t AS SELECT 1 AS i",
                "ALTER TABLE t ENABLE ROW LEVEL SECURITY",
                "DROP ROLE IF EXISTS schemaproof_digest_reader",
                "CREATE ROLE schemaproof_digest_reader",
                "GRANT SELECT ON t TO schemaproof_digest_reader")) {
            assertThat(digest(database).tables().get(table("t")).rows()).isEqualTo(1);
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("SET ROLE schemaproof_digest_reader");
                assertThatExceptionOfType(SQLException.class)
                        .isThrownBy(() -> DataDigest.read(connection))
                        .withMessageContaining("row-level security policy for table \"t\"");
            }
            execute(database, "DROP OWNED BY schemaproof_digest_reader", "DROP ROLE schemaproof_digest_reader");
        }
    }

    @Test
    void an_open_transaction_is_seen_and_left_open() throws SQLException {
        try (TestDatabase database = with("CREATE TABLE t AS SELECT 1 AS i");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2)");
            assertThat(DataDigest.read(connection).tables().get(table("t")).rows())
                    .isEqualTo(2);
            connection.rollback();
            assertThat(DataDigest.read(connection).tables().get(table("t")).rows())
                    .isEqualTo(1);
            assertThatExceptionOfType(SQLException.class).isThrownBy(() -> statement.execute("SELECT 1/0"));
            assertThatExceptionOfType(CatalogException.class).isThrownBy(() -> DataDigest.read(connection));
        }
    }

    /** The planner's statement is the proof; on a server without workers there is nothing to prove. */
    @Test
    void a_large_table_is_read_by_several_processes() throws SQLException {
        try (TestDatabase database = with(
                        "CREATE TABLE t AS SELECT i, i::text AS x FROM generate_series(1, 300000) i", "ANALYZE t");
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            try (ResultSet workers = statement.executeQuery("SHOW max_parallel_workers_per_gather")) {
                workers.next();
                assumeTrue(workers.getInt(1) > 0, "the server is set up without parallel workers");
            }
            DigestedTable table = DigestedTables.read(connection, table("t")::equals, 0)
                    .get(0)
                    .table();
            StringBuilder plan = new StringBuilder();
            try (ResultSet lines = statement.executeQuery("EXPLAIN " + table.sums(0))) {
                while (lines.next()) {
                    plan.append(lines.getString(1)).append('\n');
                }
            }
            assertThat(plan.toString()).contains("Partial Aggregate", "Parallel Seq Scan on t");
        }
    }
}

package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.structure.Shop.failsSaying;
import static io.schemaproof.assertions.structure.Shop.failsWith;
import static io.schemaproof.assertions.structure.SqlState.CHECK_VIOLATION;
import static io.schemaproof.assertions.structure.SqlState.FOREIGN_KEY_VIOLATION;
import static io.schemaproof.assertions.structure.SqlState.INVALID_TEXT_REPRESENTATION;
import static io.schemaproof.assertions.structure.SqlState.NOT_NULL_VIOLATION;
import static io.schemaproof.assertions.structure.SqlState.UNIQUE_VIOLATION;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.QueryException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StatementAssertTest {

    private static TestDatabase database;
    private static OneSession session;
    private static Schema schema;

    @BeforeAll
    static void create() throws SQLException {
        database = Shop.create("""
                CREATE DOMAIN grown_up AS text CHECK (VALUE <> 'x');
                CREATE TABLE customer (id int PRIMARY KEY, name text NOT NULL, age int CONSTRAINT grown CHECK (age >= 18));
                CREATE TABLE purchase (id int, customer_id int REFERENCES customer DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO customer VALUES (1, 'a', 20);
                CREATE FUNCTION refuse() RETURNS void LANGUAGE plpgsql AS
                    $$BEGIN RAISE EXCEPTION 'no' USING ERRCODE = 'AB123', HINT = 'ask again', DETAIL = 'never'; END$$;""");
        session = new OneSession(database.dataSource());
        schema = Schema.of(session);
    }

    @AfterAll
    static void drop() {
        session.close();
        database.close();
    }

    @Test
    void a_statement_succeeds_and_leaves_nothing() {
        assertThat(schema)
                .statement("INSERT INTO customer VALUES (?, ?, 18), (3, 'c', null)", 2, "b")
                .succeeds()
                .affects(2);
        assertThat(schema)
                .statement("INSERT INTO customer VALUES (2, 'b', 18), (3, 'c', null) RETURNING 1")
                .affects(2);
        assertThat(schema).rows("customer").hasCount(1);

        failsWith(
                () -> assertThat(schema)
                        .statement("INSERT INTO customer VALUES (2, 'b', 3)")
                        .succeeds(),
                """
                [statement INSERT INTO customer VALUES (2, 'b', 3)]
                Expected the statement to succeed
                  expected: success
                  but was : 23514: new row for relation "customer" violates check constraint "grown"
                  constraint: grown""");
        failsSaying(
                () -> assertThat(schema)
                        .statement("DELETE FROM customer WHERE id = 9")
                        .affects(1),
                "expected: 1\n  but was : 0");
        failsSaying(() -> assertThat(schema).statement("DELETE FROM nowhere").affects(1), "42P01");
    }

    @Test
    void a_statement_is_refused_for_a_reason() {
        assertThat(schema)
                .statement("INSERT INTO customer VALUES (2, 'b', 3)")
                .failsWith(CHECK_VIOLATION)
                .onConstraint("grown")
                .onTable("public.customer")
                .onTable(DSL.table("customer"))
                .withMessageContaining("violates check")
                .withMessageMatching("^new row .* \"grown\"$")
                .withDetailContaining("(2, b, 3)");
        assertThat(schema)
                .statement("INSERT INTO customer VALUES (2, NULL, 30)")
                .failsWith(NOT_NULL_VIOLATION)
                .onColumn("name");
        assertThat(schema)
                .statement("INSERT INTO customer VALUES (1, 'b', 30)")
                .failsWith(UNIQUE_VIOLATION)
                .onConstraint("customer_pkey")
                .withDetailMatching("Key \\(id\\)=\\(1\\)");
        assertThat(schema).statement("SELECT refuse()").failsWith("AB123").withHintContaining("again");
        assertThat(schema).statement("SELECT 'x'::int").fails().withMessageContaining("invalid input");

        failsWith(
                () -> assertThat(schema)
                        .statement("INSERT INTO customer VALUES (1, 'b', 30)")
                        .failsWith(CHECK_VIOLATION),
                """
                [statement INSERT INTO customer VALUES (1, 'b', 30)]
                Expected the statement to fail with check_violation (23514)
                  expected: check_violation (23514)
                  but was : 23505: duplicate key value violates unique constraint "customer_pkey"
                  constraint: customer_pkey""");
        failsWith(
                () -> assertThat(schema)
                        .statement("INSERT INTO customer VALUES (2, 'b', 3)")
                        .failsWith(CHECK_VIOLATION)
                        .onConstraint("adult"),
                """
                [statement INSERT INTO customer VALUES (2, 'b', 3)]
                Expected the error to be about constraint adult
                  expected: adult
                  but was : grown
                  error: 23514: new row for relation "customer" violates check constraint "grown\"""");
        failsSaying(
                () -> assertThat(schema).statement("SELECT 1").failsWith(INVALID_TEXT_REPRESENTATION),
                "expected: invalid_text_representation (22P02)\n  but was : success");
        failsSaying(
                () -> assertThat(schema).statement("SELECT 'x'::int").fails().onColumn("x"), "but was : none");
        failsSaying(
                () -> assertThat(schema).statement("SELECT 'x'::int").fails().withDetailMatching("x"),
                "Expected the detail to match x");
        failsSaying(
                () -> assertThat(schema).statement("SELECT 'x'::int").fails().onDataType("x"),
                "to be about data type x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> assertThat(schema).statement("SELECT 1").failsWith("unique"));
    }

    @Test
    void deferred_constraints_are_checked() {
        assertThat(schema)
                .statement("INSERT INTO purchase VALUES (1, 99)")
                .failsWith(FOREIGN_KEY_VIOLATION)
                .onConstraint("purchase_customer_id_fkey");
    }

    @Test
    void a_lost_connection_is_no_refusal() {
        assertThatExceptionOfType(QueryException.class)
                .isThrownBy(() -> assertThat(schema)
                        .statement("SELECT pg_terminate_backend(pg_backend_pid())")
                        .fails())
                .withMessageStartingWith("The database cannot be reached: ");
    }

    @Test
    void an_open_transaction_goes_on() throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO customer VALUES (5, 'e', 50)");
            Schema inside = Schema.of(new OneConnection(connection));
            assertThat(inside)
                    .statement("INSERT INTO customer VALUES (5, 'e', 50)")
                    .failsWith(UNIQUE_VIOLATION);
            assertThat(inside)
                    .statement("UPDATE customer SET age = 51 WHERE id = 5")
                    .affects(1);
            try (var rows = statement.executeQuery("SELECT age FROM customer WHERE id = 5")) {
                org.assertj.core.api.Assertions.assertThat(rows.next()).isTrue();
                org.assertj.core.api.Assertions.assertThat(rows.getInt(1)).isEqualTo(50);
            }
            connection.rollback();
        }
    }

    @Test
    void each_part_of_an_error_is_compared() {
        StatementFailureAssert error = assertThat(schema)
                .statement("INSERT INTO customer VALUES (2, 'b', 3)")
                .fails();

        assertThat(schema)
                .statement("SELECT 'x'::grown_up::text FROM (SELECT 1) x")
                .failsWith(CHECK_VIOLATION)
                .onDataType("grown_up");
        failsSaying(() -> error.onTable("purchase"), "Expected the error to be about table purchase\n");
        failsSaying(() -> error.withMessageContaining("unique"), "Expected the message to contain \"unique\"");
        failsSaying(() -> error.withMessageMatching("^unique"), "Expected the message to match ^unique");
        failsSaying(() -> error.withDetailContaining("(9,"), "Expected the detail to contain \"(9,\"");
        failsSaying(() -> error.withHintContaining("again"), "Expected the hint to contain \"again\"");
        failsSaying(() -> assertThat(schema).statement("SELECT 1").fails(), "but was : success");
    }

    @Test
    void what_would_commit_is_refused_before_it_runs() {
        for (String sql : new String[] {
            "COMMIT",
            "/* a /* b */ c */ -- d\n end",
            "INSERT INTO customer VALUES (7, 'g', 70); COMMIT",
            "ROLLBACK",
            "BEGIN",
            "start transaction",
            "PREPARE TRANSACTION 'x'"
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> assertThat(schema).statement(sql).succeeds())
                    .withMessageContaining(" would control the transaction in which the statement is tried")
                    .withMessageContaining("Leave it out: ");
        }
        assertThat(schema).rows("customer").where("id = 7").isEmpty();
        assertThat(schema)
                .statement("SELECT 'x; COMMIT' AS \"a; COMMIT\" -- ; COMMIT")
                .succeeds();
        assertThat(schema)
                .statement(
                        "CREATE FUNCTION two() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$; PREPARE p AS SELECT 1")
                .succeeds();
        failsSaying(() -> assertThat(schema).statement("SELECT 'x").succeeds(), "but was : ");
    }

    @Test
    void what_commits_inside_of_the_server_is_refused_there() {
        assertThat(schema)
                .statement("DO $$ BEGIN INSERT INTO customer VALUES (7, 'g', 70); COMMIT; END $$")
                .failsWith("2D000")
                .withMessageContaining("invalid transaction termination");
        assertThat(schema)
                .statement("CREATE PROCEDURE keeps() LANGUAGE plpgsql AS 'BEGIN"
                        + " INSERT INTO customer VALUES (7, $x$g$x$, 70); COMMIT; END'; CALL keeps()")
                .failsWith("2D000");
        assertThat(schema).rows("customer").where("id = 7").isEmpty();
    }
}

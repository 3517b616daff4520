package io.schemaproof.assertions.structure;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.assertions.contract.ContractSchema;
import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.verify.contract.ContractOutcome;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractText;
import io.schemaproof.verify.contract.ContractVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.opentest4j.TestAbortedException;

/** Every demand of a contract's file passes and fails, and each failure names the line that demands it. */
class FileContractTest {

    private static final String ROWS = "format: 1\nschema: public\nonly: [rows, queries]\n";

    /** A table as it is, but for what a test says otherwise. */
    private static final String OPEN =
            "format: 1\nschema: public\nunlisted: passes\ntables:\n  orders:\n    unlisted: passes\n";

    @TempDir
    private static Path folder;

    private static Fixture fixture;

    @BeforeAll
    static void create() throws SQLException {
        fixture = new Fixture("", """
                CREATE TYPE state AS ENUM ('new', 'paid');
                CREATE SEQUENCE numbers INCREMENT BY 10;
                CREATE TABLE customers (id bigint PRIMARY KEY, email text, password text);
                CREATE TABLE orders (
                    id bigint PRIMARY KEY,
                    customer_id bigint REFERENCES customers ON DELETE CASCADE,
                    state state NOT NULL DEFAULT 'new',
                    total numeric(10, 2) NOT NULL CHECK (total >= 0),
                    number text UNIQUE,
                    copied_from bigint);
                CREATE INDEX orders_customer_idx ON orders (customer_id);
                CREATE TABLE empty (id bigint PRIMARY KEY);
                CREATE TABLE big (id bigint PRIMARY KEY);
                INSERT INTO big SELECT generate_series(1, 2000);
                CREATE VIEW open_orders AS SELECT id FROM orders WHERE state = 'new';
                INSERT INTO customers VALUES (1, 'a@b.c', 's3cret'), (2, NULL, 's3cret');
                INSERT INTO orders VALUES (1, 1, 'new', 10, 'A', 1), (2, 1, 'paid', 20.50, 'B', 1), (3, 2, 'paid', 5, NULL, 7);
                ANALYZE;""");
    }

    @AfterAll
    static void drop() throws SQLException {
        fixture.close();
    }

    private static Path file(String text) {
        try {
            return Files.writeString(folder.resolve("c.yaml"), text + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ContractReport evaluate(String text) {
        return FileContract.read(file(text)).evaluate(fixture.schema(), "the shop");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rows: {orders: {count: 3}}
            rows: {orders: {count: {at_least: 1}}}
            rows: {orders: {count: {at_most: 3}}}
            rows: {orders: {count: {at_least: 2, at_most: 3}}}
            rows: {orders: {count: {between: [2, 3]}}}
            rows: {open_orders: {count: 1}}
            rows: {empty: {count: 0}}
            rows: {orders: {checks: [total >= 0]}}
            rows: {orders: {checks: [{all: total > 6, where: state = 'new'}]}}
            rows: {orders: {checks: [{none: total < 0}]}}
            rows: {orders: {checks: [{any: state = 'new'}]}}
            rows: {orders: {checks: [{count: 2, where: state = 'paid'}]}}
            rows: {orders: {checks: [{distinct: {state: 2}}]}}
            rows: {orders: {checks: [{unique: [number]}]}}
            rows: {orders: {checks: [{not_null: [state, customer_id]}]}}
            rows: {orders: {checks: [{values: {state: [new, paid]}}]}}
            rows: {orders: {checks: [{no_orphans: customer_id, references: {customers: id}}]}}
            rows: {orders: {checks: [{no_orphans: [copied_from], references: {orders: [id]}, tolerating: 1}]}}
            rows: {orders: {checks: [{all: total > 5, tolerating: 34 %}]}}
            rows: {empty: {checks: [{all: id > 0, no_rows: passes}]}}
            rows: {orders: {checks: [{all: "jsonb_build_object('a?', id) ? 'a?'", where: "NOT jsonb_build_object('a', id) ?& ARRAY['b']"}]}}
            queries: {q: {sql: "SELECT id FROM orders WHERE total > ?;", parameters: [7], returns: {count: 2}}}
            queries: {q: {sql: SELECT id FROM orders, returns: {count: {at_least: 3}}}}
            queries: {q: {sql: "SELECT id, number FROM orders", returns: {rows: [[3, ~], [1, A], [2, B]]}}}
            queries: {q: {sql: SELECT total FROM orders ORDER BY id, returns: {rows: [10, 20.5, 5], in_order: true}}}
            queries: {q: {sql: SELECT state FROM orders, returns: {contains: [paid]}}}
            queries: {q: {sql: SELECT id FROM orders WHERE state = ?, parameters: [paid], returns: {contains: [[2], [3]]}}}
            queries: {q: {sql: SELECT id FROM orders WHERE total > 100, returns: {rows: []}}}
            queries: {q: {sql: SELECT id FROM orders WHERE customer_id = ?, parameters: [1], plan: {can_use_index: orders_customer_idx, rows_read_at_most: 3, buffers_at_most: 100}}}
            queries: {q: {sql: SELECT id FROM orders WHERE customer_id = ?, parameters: [1], plan: {can_use_index: orders_customer_idx, kind: both}}}
            queries: {q: {sql: SELECT id FROM big WHERE id = 7 ORDER BY id, plan: {uses_index: big_pkey, no_seq_scan: [big], no_sort: true}}}
            queries: {q: {sql: SELECT id FROM big WHERE id = 7, plan: {no_seq_scan: true}}}
            queries: {q: {sql: SELECT id FROM orders WHERE id = 1, time: 60 s}}
            queries: {q: {sql: SELECT 1, time: 60 s}}
            queries: {q: {sql: SELECT count(*) FROM orders LEFT JOIN empty USING (id), time: 60 s}}
            queries: {q: {sql: SELECT id FROM empty, plan: {rows_read_at_most: 3}, time: 60 s, no_rows: passes}}
            """)
    void a_demand_that_is_kept(String text) {
        ContractReport report = evaluate(ROWS + text);

        assertThat(report.passed()).as(ContractText.of(report)).isTrue();
        assertThat(ContractSchema.violations(ROWS + text)).as("for an editor").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            rows: {orders: {count: 2}} | 4:17 · rows of public.orders | the number of rows to be 2\\n  expected: 2\\n  but was : 3
            rows: {orders: {count: {at_least: 4}}} | 4:17 · rows of public.orders | the number of rows to be 4 or more
            rows: {orders: {count: {at_most: 2}}} | 4:17 · rows of public.orders | the number of rows to be at most 2
            rows: {orders: {count: {between: [4, 9]}}} | 4:17 · rows of public.orders | the number of rows to be 4 to 9
            rows: {empty: {count: 1}} | 4:16 · rows of public.empty | the number of rows to be 1
            rows: {order: {count: 1}} | 4:16 · schema public | relation public."order" to exist\\n  expected: public."order"\\n  but was : no such relation\\n  did you mean public.orders?
            rows: {orders: {checks: [total > 6]}} | 4:26 · rows of public.orders | every row to satisfy total > 6\\n  expected: 0 rows fail\\n  but was : 1 of 3 rows (33.33 %) fail\\n  id = 3
            rows: {orders: {checks: [total >= 0, {all: total > 10, because: less costs more, where: id < 3}]}} | 4:38 · rows of public.orders where id < 3 | every row to satisfy total > 10 because less costs more
            rows: {orders: {checks: [{none: total > 20}]}} | 4:26 · rows of public.orders | no row to satisfy total > 20
            rows: {orders: {checks: [{any: total > 99}]}} | 4:26 · rows of public.orders | a row to satisfy total > 99
            rows: {orders: {checks: [{count: 1, where: state = 'paid'}]}} | 4:26 · rows of public.orders where state = 'paid' | the number of rows to be 1
            rows: {orders: {checks: [{distinct: {state: 3}}]}} | 4:26 · rows of public.orders · state | 3 different values
            rows: {orders: {checks: [{unique: [state]}]}} | 4:26 · rows of public.orders | rows to be unique on state
            rows: {orders: {checks: [{not_null: number}]}} | 4:26 · rows of public.orders · number | no value to be NULL
            rows: {orders: {checks: [{values: {number: [A]}}]}} | 4:26 · rows of public.orders · number | every value to be one of [A]
            rows: {customers: {checks: [{values: {password: [x]}}]}} | 4:29 · rows of public.customers · password | every value to be one of
            rows: {orders: {checks: [{no_orphans: copied_from, references: {orders: id}}]}} | 4:26 · rows of public.orders | every copied_from to be a id of public.orders
            rows: {orders: {checks: [{all: total > 5, tolerating: 33 %}]}} | 4:26 · rows of public.orders | but was : 1 of 3 rows (33.33 %) fail
            rows: {orders: {checks: [{unique: nowhere}]}} | 4:26 · rows of public.orders | column nowhere to exist
            rows: {orders: {checks: [nowhere > 0]}} | 4:26 · schema public | a check of rows that can be asked\\n  The server refused an assertion's query: ERROR: column "nowhere" does not exist
            queries: {q: {sql: SELECT id FROM orders, returns: {count: 2}}} | 4:43 · rows of query SELECT id FROM orders | the number of rows to be 2
            queries: {q: {sql: SELECT id FROM orders, returns: {rows: [1, 2]}}} | 4:43 · query SELECT id FROM orders | the query to return exactly these rows
            queries: {q: {sql: SELECT id FROM orders ORDER BY id, returns: {rows: [2, 1, 3], in_order: true}}} | 4:55 · query SELECT id FROM orders ORDER BY id | exactly these rows in this order
            queries: {q: {sql: SELECT id FROM orders, returns: {rows: []}}} | 4:43 · query SELECT id FROM orders | the query to return 0 rows
            queries: {q: {sql: SELECT id FROM orders, returns: {contains: [4]}, because: it was paid}} | 4:43 · query SELECT id FROM orders | the query to return at least these rows because it was paid
            queries: {q: {sql: SELECT id FROM orders, returns: {rows: [[1, 2]]}}} | 4:43 · schema public | a query that can be asked
            queries: {q: {sql: SELECT id FROM orders, returns: {rows: [a]}}} | 4:43 · schema public | invalid input syntax for type bigint
            queries: {q: {sql: SELECT id FROM orders WHERE id = ?, returns: {count: 1}}} | 4:56 · schema public | No value specified for parameter 1
            queries: {q: {sql: SELECT nowhere FROM orders, returns: {count: 1}}} | 4:48 · schema public | a query that can be asked
            queries: {q: {sql: SELECT id FROM orders WHERE total = 1, plan: {can_use_index: orders_customer_idx}}} | 4:59 · query SELECT id FROM orders WHERE total = 1 | index public.orders_customer_idx
            queries: {q: {sql: SELECT id FROM orders WHERE total = 1, plan: {uses_index: nowhere}}} | 4:59 · query SELECT id FROM orders WHERE total = 1 | index public.nowhere to exist
            queries: {q: {sql: SELECT id FROM orders WHERE total = 1, plan: {uses_index: orders_customer_idx}}} | 4:59 · query SELECT id FROM orders WHERE total = 1 | the planner to choose index public.orders_customer_idx
            queries: {q: {sql: SELECT id FROM orders WHERE total = 1, plan: {no_seq_scan: true}}} | 4:59 · query SELECT id FROM orders WHERE total = 1 | no sequential scan
            queries: {q: {sql: SELECT id FROM orders WHERE total = 1, plan: {no_seq_scan: [orders]}}} | 4:59 · query SELECT id FROM orders WHERE total = 1 · public.orders | no sequential scan of public.orders
            queries: {q: {sql: SELECT id FROM orders ORDER BY total, plan: {no_sort: true}}} | 4:58 · query SELECT id FROM orders ORDER BY total | no sort
            queries: {q: {sql: SELECT id FROM orders, plan: {rows_read_at_most: 1}}} | 4:43 · query SELECT id FROM orders | the query to read at most 1 rows
            queries: {q: {sql: SELECT id FROM orders, plan: {buffers_at_most: 0}}} | 4:43 · query SELECT id FROM orders | the query to touch at most 0 buffers
            queries: {q: {sql: "SELECT count(*) FROM generate_series(1, 60000)", time: {p50: 1 ms}}} | 4:70 · query SELECT count(*) FROM generate_series(1, 60000) | the query to hold its time limit\\n  expected: p50 ≤ 1 ms
            """)
    void a_demand_that_is_broken(String text, String where, String message) {
        breaks(ROWS + text, where, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            columns: {total: 'numeric(10, 2)'} | 7:15 · column public.orders.total | the column to allow NULL
            columns: {state: {type: text, not_null: true, default: "'new'"}} | 7:15 · column public.orders.state | type
            columns: {state: {type: state, not_null: true}} | 7:15 · column public.orders.state | default
            columns: {nowhere: text} | 7:15 · table public.orders | nowhere
            primary_key: [customer_id] | 7:5 · table public.orders | primary key
            unique: [[total]] | 7:14 · table public.orders | total
            checks: [total > 0] | 7:14 · table public.orders | total > 0
            foreign_keys: [{columns: [customer_id], references: {customers: [id]}}] | 7:20 · table public.orders · foreign key | NO ACTION
            foreign_keys: [{columns: [copied_from], references: {orders: [id]}}] | 7:20 · table public.orders | foreign key
            indexes: [[total]] | 7:15 · table public.orders | index (total) to exist
            comment: shop | 7:5 · table public.orders | comment
            """)
    void a_part_of_a_table_that_is_another(String text, String where, String message) {
        breaks(OPEN + "    " + text, where, message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            only: [enums]\\nenums: {state: [paid, new]} | 4:9 · enum type public.state | labels
            only: [enums]\\nenums: {state: [new, paid], kind: [a]} | 4:1 · schema public | public.kind is demanded in
            only: [sequences]\\nsequences: {numbers: {}} | 4:13 · sequence public.numbers | INCREMENT BY 10
            only: [views]\\nviews: {open_orders: SELECT id FROM orders} | 4:9 · view public.open_orders | query
            only: [views] | 1:1 · schema public | exactly these views
            only: [tables]\\ntables: {orders: {unlisted: passes, columns: {id: {type: bigint, not_null: true}}}} | 4:1 · schema public | exactly these tables
            unlisted: passes\\ntables: {order: {unlisted: passes, columns: {id: bigint}}} | 4:1 · schema public | public."order" is demanded in
            unlisted: passes\\ntables: {empty: {columns: {}}} | 4:18 · table public.empty | exactly these columns
            unlisted: passes\\ntables: {empty: {ignore: [columns]}} | 4:10 · table public.empty | primary key
            """)
    void an_object_that_is_another_or_missing_or_not_named(String text, String where, String message) {
        breaks("format: 1\nschema: public\n" + text.replace("\\n", "\n"), where, message);
    }

    @Test
    void what_the_contract_does_not_name_passes_where_that_is_said() {
        ContractReport report =
                evaluate(OPEN + "    columns: {id: {type: bigint, not_null: true}}\n    primary_key: [id]");

        assertThat(report.passed()).as(ContractText.of(report)).isTrue();
        assertThat(report.outcomes())
                .extracting(ContractOutcome::check)
                .containsExactly("the tables of schema public", "table public.orders");
    }

    @Test
    void an_assertion_passes_or_fails_with_all_that_differs() {
        assertThat(fixture.schema()).matches(file(ROWS + "rows: {orders: {count: 3}}"));
        assertThatThrownBy(() -> assertThat(fixture.schema()).matches(file(OPEN + """
                    columns: {id: int}
                    checks: [total > 0]
                rows: {orders: {count: 2}}
                queries: {q: {sql: SELECT 1, returns: {count: 2}}}""")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "c.yaml:7:15 · column public.orders.id",
                        "c.yaml:8:14 · table public.orders",
                        "c.yaml:9:17 · rows of public.orders",
                        "c.yaml:10:30 · rows of query SELECT 1");
    }

    @Test
    void a_schema_that_is_not_there() {
        breaks("format: 1\nschema: shop\nrows: {a: {count: 1}}", "2:1 · database", "schema shop to exist");
    }

    @Test
    void no_row_to_judge_is_inconclusive() {
        String text = ROWS + "rows: {empty: {checks: [id > 0, {unique: id}]}, orders: {count: 3}}";

        ContractReport report = evaluate(text);

        assertThat(report.passed()).isFalse();
        assertThat(report.count(ContractVerdict.INCONCLUSIVE)).isEqualTo(2);
        assertThat(report.count(ContractVerdict.PASSED)).isOne();
        assertThat(report.outcomes().get(0).message()).startsWith("[" + folder.resolve("c.yaml") + """
                :4:25 · rows of public.empty]
                Expected every row to satisfy id > 0
                  expected: at least one row to judge
                  but was : none: nothing was checked
                  Put rows in first, or write no_rows: passes if that is meant.
                """);
        assertThat(ContractText.sum(report))
                .contains(": 1 passed, 2 inconclusive; what is inconclusive has not passed, in ");
        assertThatThrownBy(() -> assertThat(fixture.schema()).matches(file(text)))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void what_a_query_takes_on_empty_tables_is_inconclusive() {
        ContractReport report = evaluate(ROWS + """
                queries:
                  slow:
                    sql: SELECT count(*) FROM empty a JOIN empty b ON a.id > b.id
                    plan: {buffers_at_most: 40}
                    time: 60 s
                    returns: {rows: [0]}
                """);

        assertThat(report.outcomes())
                .extracting(ContractOutcome::check, ContractOutcome::verdict)
                .containsExactlyInAnyOrder(
                        tuple("query slow: what it returns", ContractVerdict.PASSED),
                        tuple("query slow: its plan", ContractVerdict.INCONCLUSIVE),
                        tuple("query slow: its time", ContractVerdict.INCONCLUSIVE));
        assertThat(report.outcomes().get(1).message()).startsWith("[" + folder.resolve("c.yaml") + """
                :7:5 · schema public]
                Expected a query that meets rows, to be measured
                  expected: at least one row in a table that it reads
                  but was : none in public.empty: nothing was measured
                  Put rows in first, or write no_rows: passes if that is meant.""");
    }

    @Test
    void what_nobody_can_tell_is_inconclusive() {
        ContractOutcome outcome = FileContract.outcome(
                new ContractCheck("query q: its time", Optional.of(new FilePlace("c.yaml", 3, 5)), () -> {
                    throw new TestAbortedException("Cannot tell.");
                }));

        assertThat(outcome)
                .isEqualTo(new ContractOutcome(
                        "query q: its time",
                        "c.yaml",
                        3,
                        5,
                        ContractVerdict.INCONCLUSIVE,
                        "[c.yaml:3:5]\nCannot tell."));
    }

    @Test
    void what_nobody_can_tell_hides_nothing_that_fails() {
        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("public", shop -> {
                    shop.hasExactlyTables("orders");
                    throw new TestAbortedException("Cannot tell.");
                }))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exactly these tables");
        assertThatThrownBy(() -> assertThat(fixture.schema()).schema("public", shop -> {
                    throw new TestAbortedException("Cannot tell.");
                }))
                .isInstanceOf(TestAbortedException.class);
    }

    private static void breaks(String text, String where, String message) {
        ContractReport report = evaluate(text);
        List<ContractOutcome> told = report.outcomes().stream()
                .filter(outcome -> outcome.verdict() != ContractVerdict.PASSED)
                .toList();

        assertThat(report.passed()).isFalse();
        assertThat(told).singleElement().satisfies(outcome -> {
            assertThat(outcome.verdict()).isEqualTo(ContractVerdict.VIOLATED);
            assertThat(outcome.message())
                    .startsWith("[" + folder.resolve("c.yaml") + ":" + where)
                    .contains("\nExpected ", message.replace("\\n", "\n"))
                    .doesNotContain("s3cret");
        });
    }
}

package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Each failure of a check on rows holds SQL that shows what failed again, as it would be pasted into psql. */
class RepeatedQueryTest extends OneDatabase {

    private static final Pattern LOOK = Pattern.compile("Look: (.*?;)\n  (?=Look|Database)", Pattern.DOTALL);

    RepeatedQueryTest() {
        super("""
                CREATE TABLE customers (id int PRIMARY KEY);
                CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text, total int, code text, doc jsonb,
                  placed timestamptz, span int4range);
                CREATE TABLE copied (LIKE orders INCLUDING ALL);
                INSERT INTO customers VALUES (1);
                INSERT INTO orders VALUES (1, 1, 'NEW', 5, 'a', '{"a":1}', '2020-01-01', '[1,5)'),
                  (2, 2, 'NEW', -5, 'A', '{"b":1}', '2020-01-02', '[3,7)'),
                  (3, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
                INSERT INTO copied SELECT * FROM orders WHERE id > 1;
                UPDATE copied SET status = 'PAID' WHERE id = 2;
                CREATE TABLE secrets AS VALUES (1, 's1'), (2, 's2');
                ALTER TABLE secrets RENAME column2 TO token;""");
    }

    @Test
    void it_shows_as_many_rows_as_have_failed() throws SQLException {
        Map<Consumer<RowsAssert>, Integer> checks = new LinkedHashMap<>();
        checks.put(rows -> rows.allSatisfy("total > 0"), 1);
        checks.put(rows -> rows.anySatisfies("total > 100"), 3);
        checks.put(rows -> rows.isEmpty(), 3);
        checks.put(rows -> rows.where("total > 0").isEmpty(), 1);
        checks.put(rows -> rows.hasCount(7), 1);
        checks.put(rows -> rows.hasNoOrphans("customer_id", "customers", "id"), 1);
        checks.put(rows -> rows.isUniqueOn("status"), 1);
        checks.put(rows -> rows.row(1).hasValue("total", 6), 1);
        checks.put(rows -> rows.singleRow(), 3);
        checks.put(rows -> rows.allSatisfy("NOT doc ?? 'a'"), 1);
        checks.put(rows -> rows.groupedBy("status", groups -> groups.eachSatisfies("sum(total) > 0")), 1);
        checks.put(rows -> rows.groupedBy("status", groups -> groups.hasGroupCount(5)), 2);
        checks.put(rows -> rows.column("status").hasNoNulls(), 1);
        checks.put(rows -> rows.column("status").isUnique(), 1);
        checks.put(rows -> rows.column("status").hasDistinctCount(9), 2);
        checks.put(rows -> rows.column("status").hasExactlyValues("OLD"), 1);
        checks.put(rows -> rows.column("status").hasMostCommonValue("OLD"), 1);
        checks.put(rows -> rows.column("status").matches("^x"), 2);
        checks.put(rows -> rows.column("code").isJson(), 2);
        checks.put(rows -> rows.column("total").isIncreasing("id"), 1);
        checks.put(rows -> rows.column("total").hasSum(1000), 1);
        checks.put(rows -> rows.column("span").hasNoOverlaps(), 1);
        checks.put(rows -> rows.column("placed").isFresherThan(Duration.ofDays(1)), 1);
        checks.put(rows -> rows.isEqualTo(Rows.of(database.dataSource(), "copied")), 2);
        checks.put(
                rows -> rows.isEqualTo(
                        Rows.of(database.dataSource(), "copied"), comparing().without("id")),
                3);
        checks.put(rows -> rows.containsRowsOf(Rows.of(database.dataSource(), "copied")), 1);
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<Consumer<RowsAssert>, Integer> check : checks.entrySet()) {
            Throwable error = catchThrowable(() -> check.getKey().accept(rows("orders")));
            List<String> queries = error instanceof AssertionError ? queries(error) : List.of();
            if (queries.size() != 1 || count(queries.get(0)) != check.getValue()) {
                wrong.add(check.getValue() + " rows expected of " + error);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_query_without_values_is_repeated_as_a_whole() throws SQLException {
        Throwable error = catchThrowable(() -> SchemaAssertions.assertThat(
                        Rows.of(Query.of(database.dataSource(), "SELECT id, total AS \"the sum\" FROM orders -- all")))
                .allSatisfy("\"the sum\" > 0"));
        assertThat(count(queries(error).get(0))).isEqualTo(1);
        assertThat(queries(catchThrowable(() -> SchemaAssertions.assertThat(Rows.of(
                                Query.of(database.dataSource(), "SELECT id, total FROM orders WHERE id < ?", 3)))
                        .allSatisfy("total > 0"))))
                .isEmpty();
    }

    @Test
    void what_would_show_a_masked_value_is_left_out() {
        List<Consumer<RowsAssert>> checks = List.of(
                rows -> rows.allSatisfy("token <> 's1'"),
                rows -> rows.where("token = 's1'").isEmpty(),
                rows -> rows.column("token").isEqualTo("s1"),
                rows -> rows.column("token").hasExactlyValues("s1"),
                rows -> rows.column("token").isUnique().isEqualTo("s2"));
        assertThat(checks)
                .isNotEmpty()
                .allSatisfy(check -> assertThat(catchThrowable(() -> check.accept(rows("secrets"))))
                        .isInstanceOf(AssertionError.class)
                        .message()
                        .doesNotContain("Look:"));
    }

    private RowsAssert rows(String table) {
        return SchemaAssertions.assertThat(Rows.of(database.dataSource(), table));
    }

    private static List<String> queries(Throwable error) {
        List<String> found = new ArrayList<>();
        Matcher matcher = LOOK.matcher(String.valueOf(error.getMessage()));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) {
                assertThat(rows || statement.getUpdateCount() != -1).as(sql).isTrue();
                rows = statement.getMoreResults();
            }
            int count = 0;
            try (ResultSet results = statement.getResultSet()) {
                while (results.next()) {
                    count++;
                }
            }
            return count;
        }
    }
}

package io.schemaproof.data.digest;

import static io.schemaproof.data.digest.DigestDatabases.execute;
import static io.schemaproof.data.digest.DigestDatabases.table;
import static io.schemaproof.data.digest.DigestDatabases.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RowComparisonTest {

    private static final String PEOPLE = "CREATE TABLE t (id int PRIMARY KEY, name text, age int);"
            + "INSERT INTO t SELECT i, 'name ' || i, i % 90 FROM generate_series(1, 20000) i;";

    private static RowDifference compare(TestDatabase before, TestDatabase after) throws SQLException {
        try (Connection first = before.connect();
                Connection second = after.connect()) {
            return RowComparison.of(first, second, table("t"));
        }
    }

    @Test
    void equal_rows_in_another_order_do_not_differ() throws SQLException {
        try (TestDatabase before = with(PEOPLE);
                TestDatabase after = with(PEOPLE, "UPDATE t SET age = age WHERE id % 7 = 0")) {
            RowDifference difference = compare(before, after);
            assertThat(difference.isEmpty()).isTrue();
            assertThat(difference.samples()).isEmpty();
            assertThat(difference.key()).containsExactly("id");
        }
    }

    @Test
    void a_column_that_is_left_out_makes_no_difference() throws SQLException {
        try (TestDatabase before = with(PEOPLE);
                TestDatabase after = with(PEOPLE, "UPDATE t SET name = NULL", "UPDATE t SET age = -1 WHERE id = 6");
                Connection first = before.connect();
                Connection second = after.connect()) {
            RowDifference without = RowComparison.of(first, second, table("t"), Set.of("name"));
            RowDifference withoutBoth = RowComparison.of(first, second, table("t"), Set.of("name", "age"));

            assertThat(without.columns()).isEqualTo(Map.of("age", 1L));
            assertThat(without.changed()).isEqualTo(1);
            assertThat(withoutBoth.isEmpty()).isTrue();
        }
    }

    @Test
    void names_what_went_came_and_changed_by_key_and_column() throws SQLException {
        try (TestDatabase before = with(PEOPLE);
                TestDatabase after = with(
                        PEOPLE,
                        "DELETE FROM t WHERE id = 3",
                        "INSERT INTO t VALUES (30000, 'new', 1)",
                        "UPDATE t SET name = NULL WHERE id = 5",
                        "UPDATE t SET name = name || '!', age = -1 WHERE id = 6")) {
            RowDifference difference = compare(before, after);

            assertThat(difference.lost()).isEqualTo(1);
            assertThat(difference.gained()).isEqualTo(1);
            assertThat(difference.changed()).isEqualTo(2);
            assertThat(difference.columns()).isEqualTo(Map.of("name", 2L, "age", 1L));
            assertThat(difference.samples())
                    .extracting(RowDifference.Sample::toString)
                    .containsExactlyInAnyOrder(
                            "id='3'",
                            "id='5': name 'name 5' -> NULL",
                            "id='6': age '6' -> '-1', name 'name 6' -> 'name 6!'",
                            "id='30000'");
        }
    }

    @Test
    void all_rows_may_differ() throws SQLException {
        try (TestDatabase before = with(PEOPLE);
                TestDatabase after = with(PEOPLE, "UPDATE t SET age = age + 1")) {
            RowDifference difference = compare(before, after);
            assertThat(difference.changed()).isEqualTo(20_000);
            assertThat(difference.columns()).isEqualTo(Map.of("age", 20_000L));
            assertThat(difference.samples()).hasSize(RowComparison.SAMPLES);
        }
    }

    @Test
    void without_a_key_a_changed_row_went_and_came_and_duplicates_count() throws SQLException {
        String bag = "CREATE TABLE t (a int, b text); INSERT INTO t VALUES (1, 'x'), (1, 'x'), (1, 'x'), (NULL, 'y');";
        try (TestDatabase before = with(bag);
                TestDatabase after =
                        with(bag, "DELETE FROM t WHERE ctid = '(0,1)'", "UPDATE t SET b = NULL WHERE b = 'y'")) {
            RowDifference difference = compare(before, after);
            assertThat(difference.key()).isEmpty();
            assertThat(difference.lost()).isEqualTo(2);
            assertThat(difference.gained()).isEqualTo(1);
            assertThat(difference.samples())
                    .extracting(RowDifference.Sample::toString)
                    .containsExactlyInAnyOrder("a='1', b='x'", "a=NULL, b='y'", "a=NULL, b=NULL");
        }
    }

    @Test
    void a_key_that_only_one_of_them_has_is_none() throws SQLException {
        try (TestDatabase before = with(
                        "CREATE TABLE t (id int PRIMARY KEY, code text NOT NULL UNIQUE)",
                        "INSERT INTO t VALUES (1, 'a')");
                TestDatabase after =
                        with("CREATE TABLE t (id int, code text NOT NULL UNIQUE)", "INSERT INTO t VALUES (2, 'a')")) {
            RowDifference difference = compare(before, after);
            assertThat(difference.key()).containsExactly("code");
            assertThat(difference.changed()).isEqualTo(1);
            assertThat(difference.samples()).singleElement().hasToString("code='a': id '1' -> '2'");
        }
    }

    @Test
    void columns_of_one_side_are_left_out_and_another_type_is_compared_by_its_text() throws SQLException {
        try (TestDatabase before = with(
                        "CREATE TABLE t (id int PRIMARY KEY, gone text, n int)", "INSERT INTO t VALUES (1, 'x', 7)");
                TestDatabase after = with(
                        "CREATE TABLE t (n text, fresh int, id int PRIMARY KEY)", "INSERT INTO t VALUES ('7', 8, 1)")) {
            assertThat(compare(before, after).isEmpty()).isTrue();
            execute(after, "UPDATE t SET n = '7.0'");
            assertThat(compare(before, after).samples()).singleElement().hasToString("id='1': n '7' -> '7.0'");
        }
    }

    @Test
    void a_table_that_one_of_them_has_not_is_an_error() throws SQLException {
        try (TestDatabase before = with(PEOPLE);
                TestDatabase after = with()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> compare(before, after))
                    .withMessage("There is no table public.t whose rows could be compared; a partition is compared with"
                            + " its whole table.");
        }
    }
}

package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.comparing;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.assertions.rows.Shop.messageOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.changes.Changes;
import io.schemaproof.assertions.changes.ChangesAssert;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No message may hold the secret, whatever fails. */
class MaskingTest {

    private static final String SECRET = "hunter2";

    private static Shop shop;

    /** One failure of each way to say something about a secret. */
    static final List<Leak> LEAKS = List.of(
            new Leak("a value", () -> password().isEqualTo("x")),
            new Leak("an expected value", () -> password().isEqualTo(SECRET + "2")),
            new Leak("a list of values", () -> password().hasOnlyValues(SECRET + "3")),
            new Leak("rejected values", () -> password().hasNoneOfValues(SECRET)),
            new Leak("a set", () -> password().hasExactlyValues("a", SECRET + "4")),
            new Leak("the least", () -> password().hasMin("a")),
            new Leak("the most common", () -> password().hasMostCommonValue("a")),
            new Leak("bounds", () -> password().isBetween("a", SECRET.substring(0, 5))),
            new Leak("a pattern", () -> password().matches("^\\d")),
            new Leak("uniqueness", () -> password().isUnique()),
            new Leak("unique columns", () -> users().isUniqueOn("password")),
            new Leak("casing", () -> password().isUpperCase()),
            new Leak("JSON", () -> password().isJson()),
            new Leak("a type", () -> password().isCastableTo("uuid")),
            new Leak("order", () -> password().isStrictlyIncreasing("id")),
            new Leak(
                    "an expression",
                    () -> users().expression("upper(password) || ''").isEqualTo("x")),
            new Leak("a row", () -> users().expression("users").isEqualTo("(1,a,b)")),
            new Leak("a group", () -> users().groupedBy("password").eachHasCount(1)),
            new Leak("orphans", () -> users().hasNoOrphans("password", "nobody", "name")),
            new Leak("a pair", () -> users().column("id").isEqualToColumn("id2")),
            new Leak(
                    "a cast that fails",
                    () -> users().expression("password::int").isEqualTo(1)),
            new Leak("a condition that fails", () -> users().allSatisfy("password::int > 1")),
            new Leak("a key", () -> shop.rows("keys").allSatisfy("n > 1")),
            new Leak("a row by key", () -> shop.rows("keys").row(SECRET).hasValue("n", 7)),
            new Leak("a row by key that is not there", () -> shop.rows("keys").row(SECRET + "5")),
            new Leak("the value of a row", () -> users().row(1).hasValue("password", SECRET + "6")),
            new Leak(
                    "other rows",
                    () -> users().isEqualTo(shop.query("SELECT id, id2, 'x' AS password, at FROM users"))),
            new Leak(
                    "other rows without key",
                    () -> shop.rows("bag").isEqualTo(Rows.of(shop.query("SELECT 'x' AS secret_token")), comparing())),
            new Leak(
                    "a query",
                    () -> assertThat(shop.query("SELECT password FROM users")).returnsExactly("x", SECRET + "7")),
            new Leak(
                    "a column of another name",
                    () -> assertThat(shop.query("SELECT password AS p FROM users"))
                            .contains("x")),
            new Leak(
                    "what a query computes",
                    () -> assertThat(shop.query("SELECT 1, max(password) AS m FROM users"))
                            .returnsExactly(row(1, "x"))),
            new Leak(
                    "a parameter",
                    () -> assertThat(Rows.of(shop.query("SELECT * FROM users WHERE password = ?", SECRET)))
                            .isEmpty()),
            new Leak("a masked column", () -> users().masking("at").column("at").isFresherThan(Duration.ZERO)),
            new Leak(
                    "changes",
                    () -> changes("UPDATE users SET password = 'hunter2b' WHERE id = 1")
                            .hasNoChanges()),
            new Leak("changes by key", () -> changes("DELETE FROM keys").hasNoChanges()),
            new Leak(
                    "changes without key",
                    () -> changes("INSERT INTO bag VALUES ('hunter2')").hasNoChanges()));

    record Leak(String name, ThrowingCallable assertion) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TABLE users (id int PRIMARY KEY, id2 int, password text, at timestamptz);
                INSERT INTO users VALUES (1, 2, 'hunter2', '2026-01-01Z'), (2, 2, 'hunter2', '2026-01-01Z');
                CREATE TABLE keys (ssn text PRIMARY KEY, n int);
                INSERT INTO keys VALUES ('hunter2', 1);
                CREATE TABLE nobody (name text);
                CREATE TABLE bag (secret_token text);
                INSERT INTO bag VALUES ('hunter2');""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @ParameterizedTest
    @FieldSource("LEAKS")
    void a_secret_is_in_no_message(Leak leak) {
        assertThat(messageOf(leak.assertion)).doesNotContainIgnoringCase(SECRET).doesNotContain("2026-01-01");
    }

    @Test
    void the_rest_of_the_message_stays() {
        assertThat(messageOf(() -> users().column("password").isEqualTo("x"))).contains("""
                [rows of public.users · password]
                Expected every value to be ***
                  expected: 0 rows fail
                  but was : 2 of 2 rows (100.00 %) fail
                  id = 1, password = ***
                  id = 2, password = ***""");
        // A hidden key is replaced by the row's place.
        assertThat(messageOf(() -> shop.rows("keys").allSatisfy("n > 1"))).contains("ctid = (0,1)");
        assertThat(messageOf(
                        () -> users().showing("password").column("password").isEqualTo("x")))
                .contains(SECRET);
        assertThat(messageOf(() -> users().allSatisfy("nope"))).contains("column \"nope\" does not exist");
        assertThat(messageOf(() ->
                        changes("UPDATE users SET password = '' WHERE id = 1").hasNoChanges()))
                .contains("modified: id = 1: password was ***, is ***");
    }

    private static ValuesAssert password() {
        return users().column("password");
    }

    private static RowsAssert users() {
        return shop.rows("users");
    }

    private static ChangesAssert changes(String sql) {
        try {
            return new ChangesAssert(Changes.of(shop.database().dataSource(), () -> shop.execute(sql)));
        } finally {
            try {
                shop.execute(
                        "UPDATE users SET password = 'hunter2'; DELETE FROM bag; INSERT INTO bag VALUES ('hunter2');"
                                + " INSERT INTO keys VALUES ('hunter2', 1) ON CONFLICT DO NOTHING");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

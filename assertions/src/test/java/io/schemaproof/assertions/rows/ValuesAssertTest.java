package io.schemaproof.assertions.rows;

import static io.schemaproof.assertions.SchemaAssertions.atMost;
import static io.schemaproof.assertions.rows.Shop.failsWith;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.assertions.Failing;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ValuesAssertTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Shop shop;

    private enum Mood {
        SAD,
        HAPPY
    }

    @BeforeAll
    static void create() throws SQLException {
        shop = Shop.with("""
                CREATE TYPE mood AS ENUM ('SAD', 'HAPPY');
                CREATE TYPE pair AS (a int, b text);
                CREATE DOMAIN positive AS int CHECK (VALUE > 0);
                CREATE TABLE rich (id int PRIMARY KEY, u uuid, ip inet, tags text[], span daterange, m mood, p pair,
                    doc json, docb jsonb, bytes bytea, d date, fixed char(5), flag boolean, n positive);
                INSERT INTO rich VALUES (1, '6f1b6ee5-1d5c-4a51-8d3a-1a2b3c4d5e6f', '10.1.2.3', '{a,b}',
                    '[2026-01-01,2026-02-01)', 'SAD', '(1,x y)', '{"a": {"b": 1}}', '{"a": {"b": 1}}', '\\x6869',
                    '2026-01-15', 'ab', true, 5);
                CREATE TABLE events (id int PRIMARY KEY, tenant int, at timestamptz, local timestamp);
                INSERT INTO events SELECT i, i % 2, '2026-03-01 00:00Z'::timestamptz + i * interval '1 hour',
                    '2026-03-01'::timestamp + i * interval '1 hour' FROM generate_series(0, 11) i;
                INSERT INTO events VALUES (100, 1, '2027-01-01Z', NULL), (101, 1, NULL, NULL);""");
    }

    @AfterAll
    static void drop() {
        shop.close();
    }

    @Test
    void a_moment_is_no_time_without_a_zone_and_no_day() {
        shop.rows("events").row(0).hasValue("at", NOON.minusSeconds(12 * 3600));
        shop.rows("events").row(0).hasValue("local", LocalDateTime.parse("2026-03-01T00:00"));
        OffsetDateTime midnight = OffsetDateTime.parse("2026-03-01T00:00+05:00");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("events").row(0).hasValue("local", midnight))
                .withMessage("OffsetDateTime 2026-03-01T00:00+05:00 says more than timestamp without time zone holds;"
                        + " give a LocalDateTime.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("events").column("local").isBefore(NOON))
                .withMessageContaining("give a LocalDateTime.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("rich").row(1).hasValue("d", LocalDateTime.parse("2026-01-15T13:00")))
                .withMessage("LocalDateTime 2026-01-15T13:00 says more than date holds; give a LocalDate.");
        shop.rows("rich").row(1).hasValue("d", "2026-01-15");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("rich").row(1).hasValue("d", "2026-01-15 13:00"))
                .withMessage("'2026-01-15 13:00' says more than date holds; leave the time out.");
    }

    @Test
    void values_of_java_are_compared_by_the_types_of_the_server() throws UnknownHostException {
        RowAssert row = shop.rows("rich").row(1);
        row.hasValue("u", UUID.fromString("6f1b6ee5-1d5c-4a51-8d3a-1a2b3c4d5e6f"))
                .hasValue("u", "6F1B6EE51D5C4A518D3A1A2B3C4D5E6F")
                .hasValue("ip", InetAddress.getByName("10.1.2.3"))
                .hasValue("tags", List.of("a", "b"))
                .hasValue("tags", new String[] {"a", "b"})
                .hasValue("span", "[2026-01-01,2026-01-31]")
                .hasValue("m", Mood.SAD)
                .hasValue("p", Arrays.asList(1, "x y"))
                .hasValue("doc", "{\"a\":{\"b\":1.0}}")
                .hasValue("docb", "{\"a\":{\"b\":1}}")
                .hasValue("bytes", "hi".getBytes(StandardCharsets.UTF_8))
                .hasValue("d", LocalDate.of(2026, 1, 15))
                .hasValue("fixed", "ab")
                .hasValue("flag", true);
        row.column("ip").contains("10.1.2.3").isContainedIn("10.0.0.0/8");
        row.column("tags")
                .contains("a")
                .contains(List.of("b", "a"))
                .doesNotContain("c")
                .overlaps(List.of("c", "a"));
        row.column("span")
                .contains(LocalDate.of(2026, 1, 31))
                .doesNotContain("2026-02-01")
                .overlaps("[2026-01-31,)");
        row.column("docb")
                .contains("{\"a\": {}}")
                .hasJsonPath("$.a.b")
                .hasJsonAt("$.a.b", "1")
                .hasNoJsonPath("$.c");
        row.column("doc").hasJsonPath("$.a ? (@.b > 0)");
        // A domain refuses 0, and 0 is still a value that can be rejected.
        row.column("n").hasNoneOfValues(0, -1).isNotEqualTo(0).hasType("int");
        row.column("m").isIn(List.of(Mood.HAPPY, Mood.SAD)).isNotIn(Mood.HAPPY);
        row.column("flag").isTrue();

        failsWith(() -> shop.rows("rich").row(1).hasValue("tags", List.of("b", "a")), """
                Expected tags to be {"b","a"}
                  expected: {"b","a"}
                  but was : {a,b}""");
        failsWith(() -> shop.rows("rich").row(1).hasValue("doc", "{}"), "but was : {\"a\": {\"b\": 1}}");
        failsWith(() -> shop.rows("rich").column("tags").contains("c"), "id = 1, tags = {a,b}");
        failsWith(() -> shop.rows("rich").column("ip").contains("10.1.2.4"), "every value to contain 10.1.2.4");
        failsWith(() -> shop.rows("rich").column("ip").isContainedIn("11.0.0.0/8"), "contained in 11.0.0.0/8");
        failsWith(() -> shop.rows("rich").column("span").doesNotContain("2026-01-05"), "not contain 2026-01-05");
        failsWith(() -> shop.rows("rich").column("span").overlaps("[2026-02-01,)"), "overlap [2026-02-01,)");
        failsWith(() -> shop.rows("rich").column("docb").hasJsonPath("$.c"), "have JSON at $.c");
        failsWith(() -> shop.rows("rich").column("docb").hasNoJsonPath("$.a"), "have no JSON at $.a");
        failsWith(() -> shop.rows("rich").column("docb").hasJsonAt("$.a.b", "2"), "have 2 at $.a.b");
        failsWith(() -> shop.rows("rich").column("m").isNotIn(Mood.SAD), "be none of [SAD]");
        failsWith(() -> shop.rows("rich").column("flag").isFalse(), "be false");
        failsWith(() -> shop.rows("rich").column("n").hasType("bigint"), "expected: bigint\n  but was : integer");
    }

    @Test
    void sets_of_values() {
        String many = "VALUES (1), (2), (2), (NULL)";
        shop.values("SELECT * FROM (" + many + ") x(v)")
                .hasDistinctCount(2)
                .isNotConstant()
                .hasValues(2)
                .hasExactlyValues(1, 2)
                .hasMostCommonValue(2)
                .hasNulls(1);
        fails("VALUES (1), (2)", v -> v.hasValues(2, 3), "missing : 3");
        fails("VALUES (1), (1)", v -> v.isNotConstant(), "but was : 1");
        fails("VALUES (1), (1), (2)", v -> v.hasMostCommonValue(2), "expected: 2\n  but was : 1 (2 rows)");
        fails("VALUES (1), (2)", v -> v.hasMostCommonValue(2), "1 (1 rows), as often as 2 (1 rows)");
        fails("VALUES (1), (2)", v -> v.isEqualTo(1), "every value to be 1");
        fails("VALUES (1), (2)", v -> v.isNotEqualTo(1), "every value to be other than 1");
        fails("VALUES (1), (2), (2)", v -> v.isUnique(), "1 of 3 rows (33.33 %) repeat another\n  v = 2");
        fails("VALUES (1), (NULL)", v -> v.hasOnlyNulls(), "have a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.values("SELECT 1 AS v").hasOnlyValues(1, null))
                .withMessageContaining("NULL is not a value");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.values("SELECT 1 AS v").hasNoneOfValues());
    }

    @Test
    void figures_of_all_values() {
        ValuesAssert numbers = shop.values("SELECT v FROM generate_series(1, 10) v");
        numbers.hasSum(55)
                .hasSum(54, 1)
                .hasSumBetween(50, 60)
                .hasAverage("5.5", 0)
                .hasAverageBetween(5, 6)
                .hasMedian(5.5, 0)
                .hasMedianBetween(5, 6)
                .hasQuantile(0.9, 9.1, 0.001)
                .hasQuantileBetween(0.9, 9, 9.5)
                .hasStandardDeviation(3.03, 0.01)
                .hasStandardDeviationBetween(3, 4)
                .hasMinBetween(0, 1)
                .hasMaxBetween(9.5, 10.5);
        shop.rows("rich").column("u").hasMin("6f1b6ee5-1d5c-4a51-8d3a-1a2b3c4d5e6f");
        shop.values("SELECT v FROM unnest(ARRAY['2026-01-01', '2026-01-03']::date[]) v")
                .hasMedian("2026-01-01", Duration.ZERO);

        fails("VALUES (1), (2)", v -> v.hasSum(4), "Expected the sum to be 4\n  expected: 4\n  but was : 3");
        fails("VALUES (1), (2)", v -> v.hasAverage(2, 0.1), "expected: 2 ± 0.1\n  but was : 1.5");
        fails("VALUES (1), (2)", v -> v.hasQuantileBetween(0.5, 3, 4), "the quantile 0.5 to be 3 to 4");
        fails("VALUES (1), (2)", v -> v.hasMedian(3, 1), "but was : 1.5");
        fails("VALUES (1), (2)", v -> v.hasStandardDeviation(0, 0.1), "the standard deviation");
        fails("SELECT 1 WHERE false", v -> v.hasSum(0), "none: there is no value");
        fails("SELECT 1 WHERE false", v -> v.hasMax(0), "none: there is no value");
    }

    @Test
    void bounds_and_distances() {
        shop.values("SELECT * FROM (VALUES (1), (2)) x(v)")
                .isGreaterThan(0)
                .isGreaterThanOrEqualTo(1)
                .isLessThan(3)
                .isLessThanOrEqualTo(2)
                .isCloseTo(1, 1)
                .isCloseTo(2, new BigDecimal("1.5"));
        shop.rows("rich")
                .column("d")
                .isAfter("2026-01-14")
                .isBefore(LocalDate.of(2026, 1, 16))
                .isAfterOrEqualTo("2026-01-15")
                .isBeforeOrEqualTo("2026-01-15")
                .isCloseTo("2026-01-14", Duration.ofDays(1));
        fails("VALUES (1), (2)", v -> v.isGreaterThan(1), "v = 1");
        fails("VALUES (1), (2)", v -> v.isGreaterThanOrEqualTo(2), "be at least 2");
        fails("VALUES (1), (2)", v -> v.isLessThan(2), "be less than 2");
        fails("VALUES (1), (2)", v -> v.isLessThanOrEqualTo(1), "be at most 1");
        fails("VALUES (1), (2)", v -> v.isCloseTo(1, 0.5), "be within 0.5 of 1");
        failsWith(() -> shop.rows("rich").column("d").isAfter("2026-01-15"), "be after 2026-01-15");
        failsWith(() -> shop.rows("rich").column("d").isBefore("2026-01-15"), "be before 2026-01-15");
        failsWith(() -> shop.rows("rich").column("d").isAfterOrEqualTo("2026-01-16"), "or after");
        failsWith(() -> shop.rows("rich").column("d").isBeforeOrEqualTo("2026-01-14"), "or before");
    }

    @Test
    void texts() {
        shop.values("SELECT * FROM (VALUES ('ab'), ('cd')) x(v)")
                .matches("^[a-d]+$")
                .doesNotMatch("x")
                .matchesAnyOf("a", "c")
                .matchesNoneOf("x", "y")
                .isLike("__")
                .isNotLike("a")
                .isLikeAnyOf("a%", "c%")
                .isLikeNoneOf("x%", "y%")
                .isNotBlank()
                .hasLength(2)
                .hasLengthBetween(1, 2)
                .isLowerCase()
                .hasConsistentCasing();
        shop.rows("rich").column("bytes").hasLength(2);
        shop.values("SELECT 'abc' AS v").contains("b").doesNotContain("x");
        // A composite value with a NULL in it is a value.
        fails("SELECT ROW(1, NULL)::pair", v -> v.isEqualTo(Arrays.asList(2, null)), "v = (1,)");
        fails("VALUES ('ab')", v -> v.doesNotMatch("a"), "not match a");
        fails("VALUES ('ab'), ('x')", v -> v.matchesAnyOf("a", "b"), "v = x");
        fails("VALUES ('ab')", v -> v.matchesNoneOf("x", "b"), "match none of [x, b]");
        fails("VALUES ('ab')", v -> v.isLike("a"), "be LIKE a");
        fails("VALUES ('ab')", v -> v.isNotLike("a%"), "be NOT LIKE a%");
        fails("VALUES ('ab')", v -> v.isLikeAnyOf("b%", "c%"), "be LIKE any of");
        fails("VALUES ('ab')", v -> v.isLikeNoneOf("a%", "c%"), "be LIKE none of");
        fails("VALUES (E' \\t\\n')", v -> v.isNotBlank(), "not be blank");
        fails("VALUES ('')", v -> v.isNotBlank(), "not be blank");
        fails("VALUES ('ab')", v -> v.hasLength(3), "have length 3");
        fails("VALUES ('ab')", v -> v.hasLengthBetween(3, 4), "have length 3 to 4");
        fails("VALUES ('aB')", v -> v.isUpperCase(), "be upper case");
        fails("VALUES ('aB')", v -> v.isLowerCase(), "be lower case");
        fails("VALUES ('New'), ('NEW'), ('old')", v -> v.hasConsistentCasing(), "v = New, also as = NEW");
    }

    @Test
    void sequences() {
        shop.values("SELECT * FROM (VALUES (3), (1), (2)) x(v)")
                .isSequential()
                .isStrictlyIncreasing("v")
                .isDecreasing("-v");
        shop.rows("events").where("id < 50").column("at").isStrictlyIncreasing("id");
        shop.rows("events").where("id < 50").column("id").isSequential();
        fails("VALUES (1), (2), (4)", v -> v.isSequential(), "v = 4, the one before = 2");
        fails("VALUES (1), (2), (2)", v -> v.isSequential(), "v = 2, the one before = 2");
        fails("VALUES (1), (2), (2)", v -> v.isStrictlyIncreasing("v"), "increase strictly by v");
        failsWith(() -> shop.rows("events").column("at").isIncreasing("id DESC"), "id = 0");
        failsWith(
                () -> shop.rows("events").where("id < 50").column("id").isSequential("tenant"),
                "id = 2, the one before = 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.values("SELECT 1 AS v").isIncreasing());
    }

    @Test
    void freshness_looks_past_nulls_and_the_future() {
        ValuesAssert at = shop.rows("events").column("at").at(NOON);
        at.isFresherThan(Duration.ofHours(1)).isFresherThan(Duration.ofHours(2), "tenant");
        shop.rows("events").column("local").at(NOON).inZone(ZoneOffset.UTC).isFresherThan(Duration.ofHours(1));
        shop.values("SELECT now() - interval '1 minute' AS v")
                .isFresherThan(Duration.ofHours(1))
                .hasNoFutureValues();

        failsWith(() -> at.isFresherThan(Duration.ofMinutes(59)), """
                Expected a value not older than PT59M
                  expected: at most PT59M old
                  but was : older
                  newest = 2026-03-01""");
        failsWith(() -> at.isFresherThan(Duration.ofMinutes(59)), "1 in the future, 1 NULL");
        failsWith(() -> at.isFresherThan(Duration.ofMinutes(90), "tenant"), "1 of 2 groups are older");
        failsWith(() -> at.hasNoFutureValues(), "id = 100");
        failsWith(
                () -> shop.values("SELECT now() + interval '1 day' AS v").isFresherThan(Duration.ofDays(9)),
                "newest = none");
        failsWith(
                () -> shop.rows("events")
                        .column("local")
                        .at(NOON)
                        .inZone(ZoneId.of("+06:00"))
                        .isFresherThan(Duration.ofHours(5)),
                "older");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.rows("events").column("id").isFresherThan(Duration.ZERO));
    }

    @Test
    void every_interval_has_a_value() {
        ValuesAssert at = shop.rows("events").where("id < 50").column("at");
        at.hasValueInEvery(Duration.ofHours(1)).hasValueInEvery(Period.ofDays(1), "2026-03-01Z", "2026-03-02Z");
        shop.rows("rich").column("d").hasValueInEvery(Period.ofMonths(1), "2026-01-01", "2026-02-01");

        failsWith(() -> at.hasValueInEvery(Duration.ofMinutes(30)), """
                Expected a value in every PT30M
                  expected: 0 intervals without a value
                  but was : 11 of 23 without a value
                  none in the PT30M from 2026-03-01 00:30:00""");
        failsWith(() -> at.hasValueInEvery(Period.ofDays(1), "2026-02-28Z", "2026-03-02Z"), "from 2026-02-28 00:00:00");
        fails("SELECT NULL::date", v -> v.hasValueInEvery(Period.ofDays(1)), "nothing was checked");
    }

    @Test
    void ranges_do_not_overlap() {
        shop.values("SELECT v FROM unnest(ARRAY['[1,3)', '[3,5)', 'empty', '[7,)']::int4range[]) v")
                .hasNoOverlaps();
        fails(
                "SELECT v FROM unnest(ARRAY['[1,3]', '[3,5)']::int4range[]) v",
                v -> v.hasNoOverlaps(),
                "v = [3,5), the one before = [1,4)");
    }

    @Test
    void text_is_json_or_is_not() {
        shop.values("SELECT * FROM (VALUES ('{}'), ('[1, \"a\"]'), ('null')) x(v)")
                .isJson();
        fails("VALUES ('{}'), ('{a: 1}')", v -> v.isJson(), "v = {a: 1}");
        shop.values("SELECT * FROM (VALUES ('{}'), ('{')) x(v)")
                .tolerating(atMost(1))
                .isJson();
    }

    @Test
    void text_can_be_read_as_another_type_or_cannot() {
        shop.values("SELECT * FROM (VALUES ('2026-02-28'), ('today'), (NULL)) x(v)")
                .isCastableTo("date");
        fails("VALUES ('2026-02-28'), ('2026-02-30')", v -> v.isCastableTo("date"), "v = 2026-02-30");
        shop.values("SELECT * FROM (VALUES ('12.5'), ('99')) x(v)").isCastableTo("numeric(4,2)");
        fails("VALUES ('12.5'), ('123')", v -> v.isCastableTo("numeric(4,2)"), "v = 123");
        fails(
                "VALUES ('abcd')",
                v -> v.isCastableTo("varchar(3)"),
                "Expected every value to be castable to varchar(3)");
        shop.values("SELECT * FROM (VALUES ('7')) x(v)").isCastableTo("information_schema.cardinal_number");
        fails(
                "VALUES ('-7')",
                v -> v.isCastableTo("information_schema.cardinal_number"),
                "castable to information_schema.cardinal_number");
        fails("VALUES ('x')", v -> v.isCastableTo("nothing"), "Expected type nothing to exist");
    }

    private static void fails(String sql, Failing<ValuesAssert> check, String message) {
        ThrowingCallable judged = () -> check.of(shop.values("SELECT * FROM (" + sql + ") x(v)"));
        failsWith(judged, message);
    }

    @Test
    void each_figure_and_each_order_can_be_wrong() {
        shop.values("SELECT * FROM (VALUES (3), (2), (1)) x(v)")
                .isStrictlyDecreasing("-v")
                .isIncreasing("v")
                .hasDistinctCountBetween(3, 4)
                .isIn(1, 2, 3)
                .isNotIn(List.of(4, 5));
        shop.values("SELECT 0 AS v").isZero();
        shop.values("SELECT NULL AS v").hasOnlyNulls();
        shop.values("SELECT 'A' AS v").isUpperCase();
        shop.values("SELECT false AS v").isFalse();

        fails("VALUES (1), (2)", v -> v.hasSumBetween(4, 5), "the sum to be 4 to 5");
        fails("VALUES (1), (2)", v -> v.hasAverageBetween(2, 3), "but was : 1.5");
        fails("VALUES (1), (2)", v -> v.hasMedianBetween(2, 3), "but was : 1.5");
        fails("VALUES (1), (2)", v -> v.hasQuantile(0.5, 2, 0.1), "expected: 2 ± 0.1\n  but was : 1.5");
        fails("VALUES (1), (2)", v -> v.hasStandardDeviationBetween(1, 2), "the standard deviation");
        fails("VALUES (1), (2)", v -> v.hasMinBetween(2, 3), "but was : 1");
        fails("VALUES (1), (2)", v -> v.hasMaxBetween(3, 4), "but was : 2");
        fails("VALUES (1), (2)", v -> v.hasDistinctCountBetween(3, 4), "but was : 2");
        fails("VALUES (1), (2)", v -> v.isIn(1, 3), "v = 2");
        fails("VALUES (1), (2)", v -> v.isDecreasing("v"), "v = 2");
        fails("VALUES (1), (1)", v -> v.isStrictlyDecreasing("v"), "v = 1");
        fails("VALUES (true), (false)", v -> v.isTrue(), "v = f");
    }

    @Test
    void each_comparison_with_a_column_can_be_wrong() throws SQLException {
        shop.execute("CREATE TABLE IF NOT EXISTS two (id int PRIMARY KEY, a int, b int);"
                + " INSERT INTO two VALUES (1, 1, 1) ON CONFLICT DO NOTHING");
        ValuesAssert a = shop.rows("two").column("a");

        failsWith(() -> a.isNotEqualToColumn("b"), "id = 1, a = 1, b = 1");
        failsWith(() -> a.isLessThanColumn("b"), "id = 1, a = 1, b = 1");
        failsWith(() -> a.isLessThanOrEqualToColumn("nothing"), "no such column");
        failsWith(() -> shop.rows("two").column("id").isGreaterThanOrEqualToColumn("nothing"), "no such column");
    }
}

package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.base.SqlText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.Field;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on dates and times against the clock and the calendar.
 *
 * <pre>{@code
 * rows.column("placed_at").isFresherThan(ofHours(24)).hasNoFutureValues(); // passes
 * rows.column("placed_at").hasValueInEvery(ofHours(1)); // fails when nothing came in an hour, and names it
 * }</pre>
 */
abstract class AbstractValueTimesAssert<S extends AbstractValueTimesAssert<S>> extends AbstractValueTextsAssert<S> {

    private String clock = "now()";
    private String zone = "current_setting('TimeZone')";

    AbstractValueTimesAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Take this for now in what follows, instead of the server's clock. */
    public S at(Instant now) {
        clock = "CAST(" + SqlText.literal(now.toString()) + " AS timestamptz)";
        return myself;
    }

    /**
     * Take dates and times without a time zone for those of this one in what follows, instead of the session's, which the
     * driver sets to the JVM's.
     */
    public S inZone(ZoneId id) {
        // PostgreSQL reads '+06:00' as POSIX does, west of Greenwich; an interval is east as in Java.
        zone = id.normalized() instanceof ZoneOffset offset
                ? "make_interval(secs => " + offset.getTotalSeconds() + ")"
                : SqlText.literal(id.getId());
        return myself;
    }

    /**
     * Require that the newest value that is not in the future is at most so old. NULLs and values in the future say nothing
     * about freshness; the message counts them.
     *
     * @param within columns in which rows must agree to be one group; each group must have such a value
     */
    public S isFresherThan(Duration age, String... within) {
        List<String> group = List.of(within).stream().map(this::columnName).toList();
        String fresh = "coalesce(max(t) FILTER (WHERE t <= n) >= n - CAST(" + SqlText.literal(age.toString())
                + " AS interval), false)";
        String names = IntStream.range(0, group.size()).mapToObj(i -> "g" + i).collect(Collectors.joining(", "));
        String rows = "(SELECT " + instant() + " AS t, " + clock + " AS n"
                + IntStream.range(0, group.size())
                        .mapToObj(i -> ", " + group.get(i) + " AS g" + i)
                        .collect(Collectors.joining())
                + sql().from() + ") schemaproof_t GROUP BY n" + (group.isEmpty() ? "" : ", " + names);
        String rule = "a value not older than " + age + (group.isEmpty() ? "" : " within each " + listed(group));
        RowCheck.Result result = check().result("SELECT count(*) FILTER (WHERE NOT fresh), count(*) FROM (SELECT "
                + fresh + " AS fresh FROM " + rows + ") schemaproof_f");
        Optional<Failure> vacuous = terms().vacuous(result, rule);
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && result.failing() > 0) {
            Failure failure = Failure.expected(rule)
                    .butWas(
                            "at most " + age + " old",
                            group.isEmpty()
                                    ? "older"
                                    : result.failing() + " of " + result.judged() + " groups are older");
            String oldest = "SELECT max(t) FILTER (WHERE t <= n), n,"
                    + " count(*) FILTER (WHERE t > n), count(*) FILTER (WHERE t IS NULL)"
                    + (group.isEmpty() ? "" : ", " + names) + " FROM " + rows + " HAVING NOT " + fresh
                    + " ORDER BY 1 NULLS FIRST";
            for (List<@Nullable String> row : sql().query(oldest + " LIMIT 5")) {
                failure.line(freshness(row, group));
            }
            fail(failure.line(check().look(oldest, expression())));
        }
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S isFresherThan(Duration age, Field<?> first, Field<?>... more) {
        return isFresherThan(age, Names.unqualified(first, more));
    }

    private String freshness(List<@Nullable String> row, List<String> group) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < group.size(); i++) {
            line.append(group.get(i) + " = " + check().shown(group.get(i), row.get(4 + i)) + ": ");
        }
        line.append("newest = ").append(row.get(0) == null ? "none" : found(row.get(0)));
        line.append(", now = ").append(row.get(1));
        line.append("0".equals(row.get(2)) ? "" : ", " + row.get(2) + " in the future");
        line.append("0".equals(row.get(3)) ? "" : ", " + row.get(3) + " NULL");
        return line.toString();
    }

    /** Require that no value is after now. */
    public S hasNoFutureValues() {
        return everyValue("not be in the future", instant() + " > " + clock);
    }

    /** Require that there is a value in every interval from the least value to the greatest. */
    public S hasValueInEvery(TemporalAmount interval) {
        return intervals(interval, "(SELECT min(t) FROM v)", "(SELECT max(t) FROM v) + interval '1 microsecond'", "");
    }

    /**
     * Require that there is a value in every interval of a time. Days and months of values with a time zone are those of
     * UTC.
     *
     * @param interval a duration or a period
     * @param from where the first interval begins
     * @param until where the last one ends; not included
     */
    public S hasValueInEvery(TemporalAmount interval, Object from, Object until) {
        return intervals(
                interval, utc(literal(from)), utc(literal(until)), " from " + shown(from) + " until " + shown(until));
    }

    private S intervals(TemporalAmount interval, String from, String until, String words) {
        String step = "CAST(" + SqlText.literal(interval.toString()) + " AS interval)";
        // The array is searched by halves for each row, so the work does not grow with rows times intervals.
        String starts = "WITH v AS MATERIALIZED (SELECT " + utc(expression()) + " AS t" + sql().and(known()) + "),"
                + " b AS MATERIALIZED (SELECT " + from + " AS low, " + until + " AS high),"
                + " s AS MATERIALIZED (SELECT start, row_number() OVER (ORDER BY start) AS n FROM b,"
                + " generate_series(low, high - interval '1 microsecond', " + step + ") start),"
                + " a AS MATERIALIZED (SELECT array_agg(start ORDER BY start) AS starts FROM s),"
                + " f AS (SELECT DISTINCT width_bucket(t, starts) AS n FROM v, a, b WHERE t >= low AND t < high),"
                + " m AS (SELECT s.start, s.n FROM s WHERE NOT EXISTS (SELECT 1 FROM f WHERE f.n = s.n)) ";
        RowCheck.Result result = check().result(nested(starts, "SELECT (SELECT count(*) FROM m), count(*) FROM s"));
        String rule = "a value in every " + interval + words;
        Optional<Failure> vacuous = terms().vacuous(result, rule);
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && result.failing() > 0) {
            Failure failure = Failure.expected(rule)
                    .butWas(
                            "0 intervals without a value",
                            result.failing() + " of " + result.judged() + " without a value");
            sql().column(nested(starts, "SELECT start FROM m ORDER BY start LIMIT 5"))
                    .forEach(start -> failure.line("none in the " + interval + " from " + found(start)));
            fail(failure.line(check().look(nested(starts, "SELECT start FROM m ORDER BY start"), expression())));
        }
        return myself;
    }

    /** A query's rows are already a CTE in front, so these stand in a subquery. */
    private static String nested(String with, String select) {
        return "SELECT * FROM (" + with + select + ") schemaproof_i";
    }

    private String instant() {
        return switch (type().name()) {
            case "timestamp with time zone" -> value();
            case "timestamp without time zone" -> "(" + value() + " AT TIME ZONE " + zone + ")";
            case "date" -> "(" + value() + "::timestamp AT TIME ZONE " + zone + ")";
            default -> throw notATime();
        };
    }

    private String utc(String expression) {
        return switch (type().name()) {
            case "timestamp with time zone" -> "((" + expression + ") AT TIME ZONE 'UTC')";
            case "timestamp without time zone" -> "(" + expression + ")";
            case "date" -> "(" + expression + ")::timestamp";
            default -> throw notATime();
        };
    }

    private IllegalArgumentException notATime() {
        return new IllegalArgumentException(
                expression() + " is " + Article.with(type().name()) + "; this is asked of dates and timestamps.");
    }

    private static String listed(List<String> names) {
        return names.size() == 1 ? names.get(0) : names.stream().collect(Collectors.joining(", ", "(", ")"));
    }
}

package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import io.schemaproof.base.SqlTokens;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.TimeLimit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Read what a document demands of a query. */
final class QueryReader {

    static final Map<String, Set<PlanCacheMode>> KINDS = Map.of(
            "custom", EnumSet.of(PlanCacheMode.CUSTOM),
            "generic", EnumSet.of(PlanCacheMode.GENERIC),
            "both", EnumSet.allOf(PlanCacheMode.class));

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?(ms|s)");

    private static final Set<String> READING = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "DELETE", "MERGE");

    private final YamlValue value;
    private final YamlMap map;

    QueryReader(YamlValue value) {
        this.value = value;
        this.map = value.map("a query", ContractKeys.QUERY);
    }

    QueryContract read() {
        YamlValue sql = map.get("sql");
        String text = sql.text("sql").strip().replaceFirst(";\\s*$", "");
        sql.made(() -> WholeSql.of(text + "\n"));
        if (!reads(SqlTokens.of(text))) {
            throw sql.error("a query of a contract only reads: it begins with SELECT, WITH, VALUES or TABLE, has no"
                    + " INSERT, UPDATE, DELETE or MERGE in WITH, and no INTO");
        }
        Optional<PlanContract> plan = map.find("plan").map(QueryReader::plan);
        if (map.find("time").isEmpty() && plan.filter(PlanContract::hasFigures).isEmpty()) {
            map.refuse("no_rows", "is something that \"time\", \"buffers_at_most\" and \"rows_read_at_most\" have");
        }
        return value.made(() -> new QueryContract(
                text,
                map.find("parameters").map(each -> texts(each, "parameters")).orElse(List.of()),
                plan,
                map.find("time").map(QueryReader::time),
                map.find("returns").map(QueryReader::result),
                map.oneOf("no_rows", ContractReader.UNLISTED, false),
                map.text("because")));
    }

    /** What a function does that the query calls is not seen here. */
    private static boolean reads(List<String> tokens) {
        String first = tokens.stream()
                .filter(token -> !token.equals("("))
                .findFirst()
                .orElse("")
                .toUpperCase(Locale.ROOT);
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1).equals("(") && WRITING.contains(tokens.get(i).toUpperCase(Locale.ROOT))) {
                return false;
            }
        }
        return READING.contains(first) && tokens.stream().noneMatch("INTO"::equalsIgnoreCase);
    }

    private static PlanContract plan(YamlValue value) {
        YamlMap map = value.map("the plan of a query", ContractKeys.PLAN);
        boolean tables = map.find("no_seq_scan").filter(YamlValue::isList).isPresent();
        return value.made(() -> new PlanContract(
                names(map, "can_use_index"),
                names(map, "uses_index"),
                !tables && demanded(map, "no_seq_scan"),
                tables ? names(map, "no_seq_scan") : List.of(),
                demanded(map, "no_sort"),
                count(map, "buffers_at_most"),
                count(map, "rows_read_at_most"),
                map.oneOf("kind", KINDS, EnumSet.of(PlanCacheMode.CUSTOM))));
    }

    private static List<String> names(YamlMap map, String key) {
        return map.find(key)
                .map(each -> named(each, each.isText() ? List.of(each.text(key)) : each.someTexts(key)))
                .orElse(List.of());
    }

    /** Names as in SQL. */
    private static List<String> named(YamlValue value, List<String> names) {
        names.forEach(name -> value.made(() -> Names.parse(name)));
        return names;
    }

    /** A demand that is false is none, and one that somebody took for its opposite. */
    private static boolean demanded(YamlMap map, String key) {
        if (map.find(key).isPresent() && !map.is(key)) {
            throw map.get(key).error("\"" + key + ": false\" demands nothing; leave it out");
        }
        return map.is(key);
    }

    private static OptionalLong count(YamlMap map, String key) {
        return map.find(key).map(each -> OptionalLong.of(each.count(key))).orElse(OptionalLong.empty());
    }

    private static TimeLimit time(YamlValue value) {
        if (value.isText()) {
            return value.made(() -> TimeLimit.best(duration(value)));
        }
        YamlMap map = value.map("the time of a query", ContractKeys.TIME);
        if (map.entries().size() != 1) {
            throw value.error("expected one of " + String.join(", ", ContractKeys.TIME) + ", as in {p95: 50 ms}");
        }
        Map.Entry<String, YamlValue> limit = map.entries().entrySet().iterator().next();
        Duration duration = duration(limit.getValue());
        return limit.getValue()
                .made(() -> limit.getKey().equals("best")
                        ? TimeLimit.best(duration)
                        : TimeLimit.percentile(Integer.parseInt(limit.getKey().substring(1)), duration));
    }

    private static Duration duration(YamlValue value) {
        Matcher matcher = DURATION.matcher(value.text("a time"));
        if (!matcher.matches()) {
            throw value.error("expected a time, as in 50 ms or 2 s, but found \"" + value.text("a time") + "\"");
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        return Duration.ofNanos(
                number.scaleByPowerOfTen(matcher.group(2).equals("ms") ? 6 : 9).longValue());
    }

    private static ResultContract result(YamlValue value) {
        YamlMap map = value.map("what a query returns", ContractKeys.RETURNS);
        if (map.find("in_order").isPresent() && map.find("rows").isEmpty()) {
            map.refuse("in_order", "is something that rows have");
        }
        return value.made(() -> new ResultContract(
                map.find("count").map(DataReader::amount),
                map.find("rows").map(rows -> rows(rows, "rows")),
                map.is("in_order"),
                map.find("contains")
                        .map(rows -> {
                            List<List<@Nullable String>> some = rows(rows, "contains");
                            if (some.isEmpty()) {
                                throw rows.error(
                                        "expected rows, but the list is empty, so that nothing would be checked");
                            }
                            return some;
                        })
                        .orElse(List.of())));
    }

    /** Each row a list of values, or a value alone. */
    private static List<List<@Nullable String>> rows(YamlValue value, String what) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (YamlValue row : value.list(what)) {
            List<@Nullable String> values = new ArrayList<>();
            if (row.isList()) {
                values.addAll(texts(row, "a row"));
            } else {
                values.add(row.textOrNull("a value").orElse(null));
            }
            rows.add(values);
        }
        return rows;
    }

    private static List<@Nullable String> texts(YamlValue value, String what) {
        List<@Nullable String> texts = new ArrayList<>();
        for (YamlValue each : value.list(what)) {
            texts.add(each.textOrNull(what).orElse(null));
        }
        return texts;
    }
}

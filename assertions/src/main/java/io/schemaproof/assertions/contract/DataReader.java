package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.WholeSql;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Read what a document demands of rows. */
final class DataReader {

    /** A share of rows: {@code 0.1 %}. */
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?) ?%");

    private static final BigDecimal ALL = BigDecimal.valueOf(100);

    private DataReader() {}

    static DataContract read(YamlMap document) {
        Map<String, RowContract> rows = new LinkedHashMap<>();
        document.find("rows")
                .ifPresent(value -> some(value, "rows", value.named("rows"))
                        .forEach((table, demands) -> rows.put(table, rows(demands))));
        Map<String, QueryContract> queries = new LinkedHashMap<>();
        document.find("queries")
                .ifPresent(value -> some(value, "queries", value.labelled("queries"))
                        .forEach((name, query) -> queries.put(name, new QueryReader(query).read())));
        return new DataContract(rows, queries);
    }

    private static Map<String, YamlValue> some(YamlValue value, String what, Map<String, YamlValue> entries) {
        if (entries.isEmpty()) {
            throw value.error("expected " + what + ", but there are none, so that nothing would be checked");
        }
        return entries;
    }

    private static RowContract rows(YamlValue value) {
        YamlMap map = value.map("the rows of a table", ContractKeys.ROWS);
        if (map.find("checks").isPresent() && map.get("checks").list("checks").isEmpty()) {
            throw map.get("checks").error("expected checks, but the list is empty, so that nothing would be checked");
        }
        return value.made(() ->
                new RowContract(map.find("count").map(DataReader::amount), map.list("checks", DataReader::check)));
    }

    private static RowCheckContract check(YamlValue value) {
        if (value.isText()) {
            return RowCheckContract.of(new RowDemand.All(condition(value, "a condition")));
        }
        YamlMap map = value.map("a check of rows", ContractKeys.ROW_CHECK);
        List<String> demands = ContractKeys.ROW_DEMAND.stream()
                .filter(map.entries()::containsKey)
                .toList();
        if (demands.size() != 1) {
            throw value.error("a check of rows says one of " + String.join(", ", ContractKeys.ROW_DEMAND)
                    + (demands.isEmpty() ? ", but here is none" : ", not several: " + String.join(", ", demands)));
        }
        String word = demands.get(0);
        if (!word.equals("no_orphans")) {
            map.refuse("references", "is something that no_orphans has");
        }
        if (List.of("any", "count", "distinct").contains(word)) {
            map.refuse("tolerating", "makes no sense with \"" + word + "\", which no single row fails");
            map.refuse("no_rows", "makes no sense with \"" + word + "\", which says how many there are");
        }
        Optional<BigDecimal> percent = map.find("tolerating").flatMap(DataReader::percent);
        return new RowCheckContract(
                demand(word, map.get(word), map),
                map.find("where").map(where -> condition(where, "where")),
                percent.isPresent()
                        ? OptionalLong.empty()
                        : map.find("tolerating")
                                .map(rows -> OptionalLong.of(rows.count("tolerating")))
                                .orElse(OptionalLong.empty()),
                percent,
                map.oneOf("no_rows", Map.of("fails", false, "passes", true), false),
                map.text("because"));
    }

    private static RowDemand demand(String word, YamlValue value, YamlMap map) {
        return switch (word) {
            case "all" -> new RowDemand.All(condition(value, word));
            case "none" -> new RowDemand.None(condition(value, word));
            case "any" -> new RowDemand.Any(condition(value, word));
            case "count" -> new RowDemand.Count(amount(value));
            case "distinct" -> {
                Map.Entry<String, YamlValue> column = column(value, "distinct", "{state: 3}");
                yield new RowDemand.Distinct(column.getKey(), amount(column.getValue()));
            }
            case "unique" -> new RowDemand.Unique(columns(value, word));
            case "not_null" -> new RowDemand.NotNull(columns(value, word));
            case "values" -> {
                Map.Entry<String, YamlValue> column = column(value, "values", "{state: [new, paid]}");
                yield new RowDemand.Values(column.getKey(), column.getValue().someTexts("the values of a column"));
            }
            default -> orphans(value, map);
        };
    }

    private static RowDemand orphans(YamlValue value, YamlMap map) {
        YamlValue references = map.get("references");
        Map<String, YamlValue> target = references.qualified("references");
        if (target.size() != 1) {
            throw references.error("expected one table with its columns, as in {customers: [id]}");
        }
        Map.Entry<String, YamlValue> table = target.entrySet().iterator().next();
        List<String> columns = columns(value, "no_orphans");
        List<String> referenced = columns(table.getValue(), "the referenced columns");
        return value.made(() -> new RowDemand.NoOrphans(columns, table.getKey(), referenced));
    }

    private static Map.Entry<String, YamlValue> column(YamlValue value, String what, String example) {
        Map<String, YamlValue> columns = value.named(what);
        if (columns.size() != 1) {
            throw value.error("expected one column, as in " + example);
        }
        return columns.entrySet().iterator().next();
    }

    private static List<String> columns(YamlValue value, String what) {
        List<String> columns = value.isText() ? List.of(value.text(what)) : value.someTexts(what);
        columns.forEach(column -> value.made(() -> Names.column(column)));
        return columns;
    }

    static Amount amount(YamlValue value) {
        if (!value.isMap()) {
            return Amount.exactly(value.count("a number, or at_least, at_most or between"));
        }
        YamlMap map = value.map("a number", ContractKeys.AMOUNT);
        if (map.find("between").isPresent()) {
            map.refuse("at_least", "and \"between\" exclude each other");
            map.refuse("at_most", "and \"between\" exclude each other");
            List<YamlValue> bounds = map.get("between").list("between");
            if (bounds.size() != 2) {
                throw map.get("between").error("expected two numbers, as in [1, 10]");
            }
            return value.made(() ->
                    new Amount(bounds.get(0).count("between"), bounds.get(1).count("between")));
        }
        if (map.entries().isEmpty()) {
            throw value.error("expected at_least, at_most or between");
        }
        return value.made(() -> new Amount(
                map.find("at_least").map(least -> least.count("at_least")).orElse(0L),
                map.find("at_most").map(most -> most.count("at_most")).orElse(Long.MAX_VALUE)));
    }

    private static Optional<BigDecimal> percent(YamlValue value) {
        Matcher matcher = PERCENT.matcher(value.text("tolerating"));
        if (!matcher.matches()) {
            return Optional.empty();
        }
        BigDecimal percent = new BigDecimal(matcher.group(1));
        if (percent.compareTo(ALL) > 0) {
            throw value.error("a percentage is 0 to 100, not " + percent);
        }
        if (percent.compareTo(ALL) == 0) {
            throw value.error("100 % tolerates every row, so that nothing would be checked");
        }
        return Optional.of(percent);
    }

    /** A condition that cannot change the statement around it. */
    private static String condition(YamlValue value, String what) {
        return value.made(() -> WholeSql.of(value.text(what)));
    }
}

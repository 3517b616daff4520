package io.schemaproof.assertions.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The keys of each mapping of the YAML format, in the order in which they are written. */
final class ContractKeys {

    static final String FORMAT = "1";

    static final List<String> DOCUMENT = List.of(
            "format",
            "schema",
            "only",
            "ignore",
            "also",
            "unlisted",
            "enums",
            "domains",
            "sequences",
            "tables",
            "views",
            "functions",
            "rows",
            "queries");

    static final List<String> COLUMN =
            List.of("type", "not_null", "collation", "default", "identity", "identity_options", "generated", "comment");

    static final List<String> GENERATED = List.of("stored", "virtual");

    static final List<String> PRIMARY_KEY = List.of("columns", "include", "without_overlaps", "deferrable");

    static final List<String> UNIQUE =
            List.of("columns", "include", "nulls_not_distinct", "without_overlaps", "deferrable");

    static final List<String> FOREIGN_KEY = List.of(
            "columns",
            "references",
            "match",
            "on_update",
            "on_delete",
            "on_delete_columns",
            "period",
            "deferrable",
            "state");

    static final List<String> CHECK = List.of("condition", "no_inherit", "state");

    static final List<String> INDEX = List.of("keys", "method", "unique", "nulls_not_distinct", "include", "where");

    private static final List<String> OWN = List.of(
            "server",
            "unlogged",
            "columns",
            "primary_key",
            "unique",
            "foreign_keys",
            "checks",
            "exclusions",
            "indexes",
            "partition_by",
            "partitions",
            "triggers",
            "row_security",
            "comment");

    static final List<String> TABLE = and(List.of("only", "ignore", "unlisted", "inherits"), OWN);

    static final List<String> PARTITION = and(List.of("bound"), OWN);

    static final List<String> TRIGGER = List.of("definition", "state");

    static final List<String> ROW_SECURITY = List.of("forced", "policies");

    static final List<String> POLICY = List.of("for", "to", "restrictive", "using", "with_check");

    static final List<String> VIEW =
            List.of("materialized", "unfilled", "options", "query", "columns", "indexes", "comment");

    static final List<String> VIEW_COLUMN = List.of("default", "comment");

    static final List<String> DOMAIN = List.of("type", "not_null", "collation", "default", "checks", "comment");

    static final List<String> SEQUENCE = List.of("type", "options", "owned_by", "comment");

    static final List<String> FUNCTION = List.of(
            "kind",
            "arguments",
            "returns",
            "language",
            "volatility",
            "parallel",
            "strict",
            "security_definer",
            "leakproof",
            "settings",
            "comment");

    static final List<String> ROWS = List.of("count", "checks");

    /** What a check of rows demands, one of it. */
    static final List<String> ROW_DEMAND =
            List.of("all", "none", "any", "count", "distinct", "unique", "not_null", "values", "no_orphans");

    static final List<String> ROW_CHECK =
            and(ROW_DEMAND, List.of("references", "where", "tolerating", "no_rows", "because"));

    static final List<String> AMOUNT = List.of("at_least", "at_most", "between");

    static final List<String> QUERY = List.of("sql", "parameters", "plan", "time", "returns", "no_rows", "because");

    static final List<String> PLAN = List.of(
            "can_use_index", "uses_index", "no_seq_scan", "no_sort", "buffers_at_most", "rows_read_at_most", "kind");

    static final List<String> TIME = List.of("best", "p50", "p90", "p95", "p99");

    static final List<String> RETURNS = List.of("count", "rows", "in_order", "contains");

    private ContractKeys() {}

    /** By the names that the JSON Schema has for them. */
    static Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("document", DOCUMENT);
        all.put("column", COLUMN);
        all.put("generated", GENERATED);
        all.put("primary_key", PRIMARY_KEY);
        all.put("unique", UNIQUE);
        all.put("foreign_key", FOREIGN_KEY);
        all.put("check", CHECK);
        all.put("index", INDEX);
        all.put("table", TABLE);
        all.put("partition", PARTITION);
        all.put("trigger", TRIGGER);
        all.put("row_security", ROW_SECURITY);
        all.put("policy", POLICY);
        all.put("view", VIEW);
        all.put("view_column", VIEW_COLUMN);
        all.put("domain", DOMAIN);
        all.put("sequence", SEQUENCE);
        all.put("function", FUNCTION);
        all.put("rows", ROWS);
        all.put("row_check", ROW_CHECK);
        all.put("amount", AMOUNT);
        all.put("query", QUERY);
        all.put("plan", PLAN);
        all.put("time", TIME);
        all.put("returns", RETURNS);
        return all;
    }

    /** A constant as the format writes it: {@code foreign_keys}. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** A constant as the format writes it in the words of SQL: {@code set null}. */
    static String words(Enum<?> constant) {
        return word(constant).replace('_', ' ');
    }

    private static List<String> and(List<String> first, List<String> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }
}

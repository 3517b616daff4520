package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The condition that the rows of a partition meet, written so that the server finds it in a CHECK and reads no row to prove it: as {@code
 * pg_get_partition_constraintdef} writes it.
 */
final class PartitionCondition {

    private static final String COLUMN = "[a-z_][a-z0-9_$]*|\"[^\"]+\"";
    private static final Pattern KEY = Pattern.compile("(RANGE|LIST) \\((" + COLUMN + ")\\)");
    private static final Pattern RANGE = Pattern.compile("FOR VALUES FROM \\((.+)\\) TO \\((.+)\\)");
    private static final Pattern LIST = Pattern.compile("FOR VALUES IN \\((.+)\\)");
    private static final Pattern NULL = Pattern.compile("(?<!')\\bNULL\\b(?!')");

    private PartitionCondition() {}

    /** Empty for a key of several columns, of expressions or of hashes, and where NULL belongs to the partition. */
    static Optional<String> of(Table partition, Table parent) {
        Matcher key = KEY.matcher(parent.partitionKey().orElse(""));
        String bound = partition.partitionBound().orElse("");
        if (!key.matches()) {
            return Optional.empty();
        }
        String column = key.group(2);
        return (key.group(1).equals("RANGE") ? range(column, bound) : list(column, bound))
                .map(condition -> column + " IS NOT NULL" + condition);
    }

    /** What belongs to none of the other partitions; empty for such keys, and where there is no other one. */
    static Optional<String> ofDefault(Table partition, Table parent) {
        Matcher key = KEY.matcher(parent.partitionKey().orElse(""));
        List<String> bounds = parent.partitions().stream()
                .filter(other -> !other.identity().equals(partition.identity()))
                .flatMap(other -> other.partitionBound().stream())
                .toList();
        if (!key.matches() || bounds.isEmpty()) {
            return Optional.empty();
        }
        String column = key.group(2);
        boolean ranges = key.group(1).equals("RANGE");
        List<String> parts = bounds.stream()
                .flatMap(bound -> (ranges ? range(column, bound) : values(bound)).stream())
                .map(condition -> ranges ? "(" + condition.replaceFirst("^ AND ", "") + ")" : condition)
                .toList();
        if (parts.size() < bounds.size() || parts.contains("()")) {
            return Optional.empty();
        }
        String any = ranges ? String.join(" OR ", parts) : column + " IN (" + String.join(", ", parts) + ")";
        return Optional.of(
                "NOT (" + column + " IS NOT NULL AND " + (parts.size() > 1 && ranges ? "(" + any + ")" : any) + ")");
    }

    private static Optional<String> range(String column, String bound) {
        Matcher range = RANGE.matcher(bound);
        if (!range.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                limit(column, ">=", range.group(1), "MINVALUE") + limit(column, "<", range.group(2), "MAXVALUE"));
    }

    private static String limit(String column, String operator, String value, String none) {
        return value.equals(none) ? "" : " AND " + column + " " + operator + " " + value;
    }

    private static Optional<String> list(String column, String bound) {
        return values(bound).map(values -> " AND " + column + " IN (" + values + ")");
    }

    private static Optional<String> values(String bound) {
        Matcher list = LIST.matcher(bound);
        return list.matches() && !NULL.matcher(list.group(1)).find() ? Optional.of(list.group(1)) : Optional.empty();
    }
}

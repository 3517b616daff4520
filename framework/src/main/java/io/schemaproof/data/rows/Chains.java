package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Columns that checks put in order, as in {@code starts_at < ends_at}: they take their values from one number, each a step
 * further, so that the order holds and the spans between them lie side by side.
 */
final class Chains {

    private static final Pattern COMPARISON =
            Pattern.compile("((?:\"(?:[^\"]|\"\")+\")|\\w+)\\)* (<=?|>=?) \\(*((?:\"(?:[^\"]|\"\")+\")|\\w+)");

    /** A place in a chain. */
    record Link(String chain, int rank, int length) {
        /** The number of the value, from the number of the row. */
        String number(String row) {
            return "(" + length + " * " + row + " + " + rank + ")";
        }
    }

    private Chains() {}

    /** By column. */
    static Map<String, Link> of(TargetTable table, Map<String, ColumnValues> values) {
        List<String[]> pairs = new ArrayList<>();
        for (RowCheck check : table.checks()) {
            Matcher matcher = COMPARISON.matcher(check.expression());
            int from = 0;
            while (check.columns().size() > 1 && matcher.find(from)) {
                from = matcher.end(2);
                boolean less = matcher.group(2).startsWith("<");
                String low = plain(table, less ? matcher.group(1) : matcher.group(3));
                String high = plain(table, less ? matcher.group(3) : matcher.group(1));
                if (!low.equals(high) && alike(values.get(low), values.get(high))) {
                    pairs.add(new String[] {low, high});
                }
            }
        }
        return pairs.isEmpty() ? Map.of() : links(pairs);
    }

    private static String plain(TargetTable table, String quoted) {
        return table.columns().stream()
                .filter(column -> column.quoted().equals(quoted))
                .map(TargetColumn::name)
                .findFirst()
                .orElse("");
    }

    private static boolean alike(@Nullable ColumnValues one, @Nullable ColumnValues other) {
        return one != null
                && other != null
                && one.source().ordered()
                && one.source().equals(other.source());
    }

    private static Map<String, Link> links(List<String[]> pairs) {
        Map<String, Integer> ranks = new TreeMap<>();
        Map<String, String> chains = new HashMap<>();
        for (String[] pair : pairs) {
            for (String column : pair) {
                ranks.putIfAbsent(column, 0);
                chains.putIfAbsent(column, column);
            }
            String joined = chains.getOrDefault(pair[0], pair[0]);
            String other = chains.getOrDefault(pair[1], pair[1]);
            chains.replaceAll((column, chain) -> chain.equals(other) ? joined : chain);
        }
        // As often as there are columns: longer there is no way without a circle.
        for (int i = 0; i < ranks.size(); i++) {
            pairs.forEach(pair -> ranks.merge(pair[1], ranks.getOrDefault(pair[0], 0) + 1, Math::max));
        }
        int length = ranks.values().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
        Map<String, Link> links = new HashMap<>();
        ranks.forEach((column, rank) -> links.put(column, new Link(chains.getOrDefault(column, column), rank, length)));
        return links;
    }
}

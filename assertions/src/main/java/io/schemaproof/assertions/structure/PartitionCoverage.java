package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Find what the partitions of a table leave out. The server sorts and compares the bounds, whatever their type is. */
final class PartitionCoverage {

    private static final Pattern RANGE = Pattern.compile("(?s)FOR VALUES FROM \\((.*)\\) TO \\((.*)\\)");
    private static final Pattern HASH = Pattern.compile("FOR VALUES WITH \\(modulus (\\d+), remainder (\\d+)\\)");

    private final Sql sql;
    private final Table table;
    private final List<Table> partitions;

    PartitionCoverage(Schema schema, Table table) {
        this.sql = new Sql(schema.dataSource());
        this.table = table;
        this.partitions = table.partitions().stream()
                .filter(partition -> !partition.object().is("detach pending"))
                .filter(partition ->
                        partition.partitionBound().filter("DEFAULT"::equals).isEmpty())
                .toList();
    }

    /** The failure if there is a gap between partitions, or no partition. */
    Optional<Failure> gaps() {
        if (key().startsWith("HASH ")) {
            return hashGaps();
        }
        String bounds = bounds();
        if (partitions.isEmpty()) {
            return Optional.of(Failure.expected("no gap between partitions")
                    .butWas("at least one partition", "none but perhaps the default"));
        }
        List<List<@Nullable String>> gaps = sql.rows("WITH bounds(name, low, high) AS (" + bounds + "),"
                + " next AS (SELECT name, high, lead(name) OVER w AS next_name, lead(low) OVER w AS next_low FROM bounds"
                + " WINDOW w AS (ORDER BY low NULLS FIRST))"
                + " SELECT name, high::text, next_name, next_low::text FROM next WHERE high < next_low ORDER BY high");
        return gaps.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected("no gap between partitions")
                        .butWas(
                                "no gap",
                                gaps.stream()
                                        .map(gap -> "from " + gap.get(1) + " to " + gap.get(3) + ", between "
                                                + gap.get(0) + " and " + gap.get(2))
                                        .collect(Collectors.joining("\n"))));
    }

    /** The failure if the last partition ends before a value. */
    Optional<Failure> until(String value) {
        return end(
                value,
                "reach ",
                "SELECT high::text, high < CAST(? AS " + type()
                        + ") FROM bounds ORDER BY high DESC NULLS FIRST LIMIT 1",
                "the last one ends at ");
    }

    /** The failure if the first partition begins after a value. */
    Optional<Failure> from(String value) {
        return end(
                value,
                "begin at ",
                "SELECT low::text, low > CAST(? AS " + type() + ") FROM bounds ORDER BY low NULLS FIRST LIMIT 1",
                "the first one begins at ");
    }

    private Optional<Failure> end(String value, String verb, String question, String finding) {
        if (partitions.isEmpty()) {
            return Optional.empty(); // told by gaps()
        }
        List<@Nullable String> end = sql.rows("WITH bounds(name, low, high) AS (" + bounds() + ") " + question, value)
                .get(0);
        return "t".equals(end.get(1))
                ? Optional.of(
                        Failure.expected("the partitions to " + verb + value).butWas(value, finding + end.get(0)))
                : Optional.empty();
    }

    /** The modulus of each partition divides the greatest, so they are complete when their shares of it add up to it. */
    private Optional<Failure> hashGaps() {
        List<Long> moduli = partitions.stream()
                .map(partition -> HASH.matcher(partition.partitionBound().orElse("")))
                .filter(Matcher::matches)
                .map(matcher -> Long.parseLong(matcher.group(1)))
                .toList();
        long greatest = moduli.stream().mapToLong(Long::longValue).max().orElse(1);
        long taken = moduli.stream().mapToLong(modulus -> greatest / modulus).sum();
        return taken == greatest
                ? Optional.empty()
                : Optional.of(Failure.expected("a partition for every hash")
                        .butWas(greatest + " of " + greatest + " remainders", taken + " of " + greatest));
    }

    /** Rows of name and bounds as SQL; no bound is NULL. */
    private String bounds() {
        String type = type();
        return partitions.stream()
                .map(partition -> {
                    Matcher bound = RANGE.matcher(partition.partitionBound().orElse(""));
                    if (!bound.matches()) {
                        throw new IllegalStateException("Not a range: " + partition.partitionBound());
                    }
                    return "SELECT " + SqlText.literal(partition.identity()) + ", " + value(bound.group(1), type) + ", "
                            + value(bound.group(2), type);
                })
                .collect(Collectors.joining(" UNION ALL "));
    }

    private static String value(String bound, String type) {
        boolean none = bound.equals("MINVALUE") || bound.equals("MAXVALUE");
        return "CAST(" + (none ? "NULL" : bound) + " AS " + type + ")";
    }

    /** The type of the key, which may be an expression. */
    private String type() {
        String expression = key();
        List<@Nullable String> answer = sql.rows(
                        "SELECT partnatts, partstrat FROM pg_catalog.pg_partitioned_table"
                                + " WHERE partrelid = pg_catalog.to_regclass(?)",
                        table.identity())
                .get(0);
        if (!"r".equals(answer.get(1)) || !"1".equals(answer.get(0))) {
            throw new IllegalArgumentException("Only ranges of one column have gaps and ends, not " + expression + ".");
        }
        return String.valueOf(sql.value(
                "SELECT coalesce(format_type(a.atttypid, NULL), (SELECT format_type(o.opcintype, NULL) FROM pg_catalog.pg_opclass o"
                        + " WHERE o.oid = p.partclass[0])) FROM pg_catalog.pg_partitioned_table p"
                        + " LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = p.partattrs[0]"
                        + " AND a.attnum > 0 WHERE p.partrelid = pg_catalog.to_regclass(?)",
                table.identity()));
    }

    private String key() {
        return table.partitionKey().orElse("");
    }
}

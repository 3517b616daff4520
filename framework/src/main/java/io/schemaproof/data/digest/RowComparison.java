package io.schemaproof.data.digest;

import io.schemaproof.catalog.ReaderTransaction;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Find the rows of a table that differ between two databases.
 *
 * <p>Rows are known again by the primary key, or by a unique index whose columns are never NULL. The servers hash the rows
 * and sum the hashes up in buckets; only the buckets that differ are fetched, in constant memory. Columns that only one of
 * the tables has are left out: that they came or went is for the catalogue to say.
 *
 * @since 0.1
 */
public final class RowComparison {

    /** Samples of each kind. */
    static final int SAMPLES = 5;

    /** Characters of a value in a sample. */
    static final int LONGEST = 100;

    private static final int BUCKETS = 1_024;

    private final DigestedTable before;
    private final DigestedTable after;
    private final List<String> key;

    private RowComparison(DigestedTable before, DigestedTable after, List<String> key) {
        this.before = before;
        this.after = after;
        this.key = key;
    }

    /**
     * Compare a table that both databases have. Open transactions are left as they were.
     *
     * @throws IllegalArgumentException if one of the databases has no such table
     * @throws SQLException if the table may not be read
     */
    public static RowDifference of(Connection before, Connection after, Relation table) throws SQLException {
        return of(before, after, table, Set.of());
    }

    /**
     * Compare without some columns: rows that differ in nothing else are the same.
     *
     * @param leftOut names of columns, not quoted
     * @throws IllegalArgumentException if one of the databases has no such table
     * @throws SQLException if the table may not be read
     */
    public static RowDifference of(Connection before, Connection after, Relation table, Set<String> leftOut)
            throws SQLException {
        return compare(before, after, table, leftOut, false).orElseThrow();
    }

    /**
     * Compare so that two numbers are the same where PostgreSQL's {@code =} says so: 1.5 and 1.50. The same goes for those in arrays
     * and ranges and for jsonb; from PostgreSQL 16 on json is the same as what is the same as jsonb.
     *
     * @param leftOut names of columns, not quoted
     * @return empty if no column is of such a type on both sides, so that nothing but {@link #of} would come out
     * @throws IllegalArgumentException if one of the databases has no such table
     * @throws SQLException if the table may not be read
     */
    public static Optional<RowDifference> byValue(
            Connection before, Connection after, Relation table, Set<String> leftOut) throws SQLException {
        return compare(before, after, table, leftOut, true);
    }

    private static Optional<RowDifference> compare(
            Connection before, Connection after, Relation table, Set<String> leftOut, boolean byValue)
            throws SQLException {
        try (ReaderTransaction first = ReaderTransaction.begin(before);
                Statement left = before.createStatement();
                ReaderTransaction second = ReaderTransaction.begin(after);
                Statement right = after.createStatement()) {
            left.execute(first.opening());
            DigestReader.settle(left);
            right.execute(second.opening());
            DigestReader.settle(right);
            RowComparison exact = of(table, leftOut, left, right);
            if (!byValue) {
                return Optional.of(exact.compare(left, right));
            }
            return exact.before.hasForms() && exact.after.hasForms()
                    ? Optional.of(new RowComparison(exact.before.byValue(), exact.after.byValue(), exact.key)
                            .compare(left, right))
                    : Optional.empty();
        }
    }

    private static RowComparison of(Relation table, Set<String> leftOut, Statement left, Statement right)
            throws SQLException {
        DigestedTable before = table(left, table);
        DigestedTable after = table(right, table);
        Set<String> common = new LinkedHashSet<>(before.names());
        common.retainAll(after.names());
        common.removeAll(leftOut);
        DigestedTable narrowed = before.only(common);
        List<List<String>> keys = new ArrayList<>(RowKeys.read(left, table));
        keys.retainAll(RowKeys.read(right, table));
        List<String> key = keys.stream().filter(common::containsAll).findFirst().orElse(List.of());
        return new RowComparison(narrowed, after.only(common).inTheOrderOf(narrowed), key);
    }

    private static DigestedTable table(Statement statement, Relation table) throws SQLException {
        return DigestedTables.find(statement.getConnection(), table)
                .orElseThrow(() -> new IllegalArgumentException("There is no table " + table
                        + " whose rows could be compared; a partition is compared with its whole table."));
    }

    private RowDifference compare(Statement left, Statement right) throws SQLException {
        RowMerge merge = new RowMerge(before, key);
        Set<Integer> buckets = buckets(left, right);
        if (buckets.isEmpty()) {
            return merge.difference(left, right, after);
        }
        String filter = buckets.size() == BUCKETS
                ? ""
                : " WHERE (of_key & " + (BUCKETS - 1) + ") IN ("
                        + buckets.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
        try (HashedRows first = new HashedRows(left, rows(before) + filter);
                HashedRows second = new HashedRows(right, rows(after) + filter)) {
            merge.run(first, second);
        }
        return merge.difference(left, right, after);
    }

    private Set<Integer> buckets(Statement left, Statement right) throws SQLException {
        Set<List<Object>> first = sums(left, before);
        Set<List<Object>> second = sums(right, after);
        Set<List<Object>> same = new LinkedHashSet<>(first);
        same.retainAll(second);
        first.addAll(second);
        first.removeAll(same);
        return first.stream()
                .map(bucket -> (Integer) bucket.get(0))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Set<List<Object>> sums(Statement statement, DigestedTable table) throws SQLException {
        Set<List<Object>> sums = new LinkedHashSet<>();
        try (ResultSet rows = statement.executeQuery("SELECT of_key & " + (BUCKETS - 1)
                + ", count(*), sum(of_row) FROM (" + table.hashesBy(key) + ") r GROUP BY 1")) {
            while (rows.next()) {
                sums.add(List.of(rows.getInt(1), rows.getLong(2), rows.getBigDecimal(3)));
            }
        }
        return sums;
    }

    private String rows(DigestedTable table) {
        return "SELECT * FROM (" + table.hashesBy(key) + ") r";
    }
}

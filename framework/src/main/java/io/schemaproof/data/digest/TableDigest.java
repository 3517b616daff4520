package io.schemaproof.data.digest;

import java.math.BigInteger;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the rows of one table reduce to, whatever their order.
 *
 * @param rows how many
 * @param sum of the hash values of all rows
 * @param columns name to the sum of the hash values of the column
 * @since 0.1
 */
public record TableDigest(long rows, BigInteger sum, SortedMap<String, BigInteger> columns) {

    public TableDigest {
        columns = Collections.unmodifiableSortedMap(new TreeMap<>(columns));
    }

    /** A table without rows. */
    static TableDigest empty(Iterable<String> columns) {
        SortedMap<String, BigInteger> sums = new TreeMap<>();
        columns.forEach(column -> sums.put(column, BigInteger.ZERO));
        return new TableDigest(0, BigInteger.ZERO, sums);
    }

    /** The columns that both have and whose values differ, and those that only one of them has. */
    public Set<String> columnsThatDiffer(TableDigest other) {
        Set<String> differ = new TreeSet<>();
        for (Map.Entry<String, BigInteger> column : columns.entrySet()) {
            if (!column.getValue().equals(other.columns.get(column.getKey()))) {
                differ.add(column.getKey());
            }
        }
        other.columns.keySet().stream()
                .filter(column -> !columns.containsKey(column))
                .forEach(differ::add);
        return differ;
    }
}

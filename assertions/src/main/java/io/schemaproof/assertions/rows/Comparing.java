package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Field;

/**
 * How rows are compared with others; by default all columns, each row as often as it occurs, in any order.
 *
 * @since 0.1
 */
public final class Comparing {

    private final List<String> only;
    private final List<String> without;
    private final List<String> key;
    private final Map<String, Object> tolerances;
    private final boolean inOrder;
    private final boolean asSet;

    private Comparing(
            List<String> only,
            List<String> without,
            List<String> key,
            Map<String, Object> tolerances,
            boolean inOrder,
            boolean asSet) {
        this.only = List.copyOf(only);
        this.without = List.copyOf(without);
        this.key = List.copyOf(key);
        this.tolerances = Map.copyOf(tolerances);
        this.inOrder = inOrder;
        this.asSet = asSet;
    }

    /** All columns, each row as often as it occurs, in any order. */
    public static Comparing all() {
        return new Comparing(List.of(), List.of(), List.of(), Map.of(), false, false);
    }

    /** Compare these columns alone. */
    public Comparing only(String... columns) {
        return new Comparing(stored(columns), without, key, tolerances, inOrder, asSet);
    }

    /** Do the same with jOOQ fields. */
    public Comparing only(Field<?> first, Field<?>... more) {
        return only(Names.unqualified(first, more));
    }

    /** Leave these columns out. */
    public Comparing without(String... columns) {
        return new Comparing(only, stored(columns), key, tolerances, inOrder, asSet);
    }

    /** Do the same with jOOQ fields. */
    public Comparing without(Field<?> first, Field<?>... more) {
        return without(Names.unqualified(first, more));
    }

    /** Match rows by these columns, which must name each row; without it by the primary key, where there is one. */
    public Comparing matchedBy(String... columns) {
        return new Comparing(only, without, stored(columns), tolerances, inOrder, asSet);
    }

    /** Do the same with jOOQ fields. */
    public Comparing matchedBy(Field<?> first, Field<?>... more) {
        return matchedBy(Names.unqualified(first, more));
    }

    /** Let numbers in these columns differ by so much. Needs rows that are matched by a key or by their order. */
    public Comparing within(Number tolerance, String... columns) {
        return tolerating(tolerance, columns);
    }

    /** Do the same with jOOQ fields. */
    public Comparing within(Number tolerance, Field<?> first, Field<?>... more) {
        return within(tolerance, Names.unqualified(first, more));
    }

    /** Let dates and times in these columns differ by so much. Needs rows that are matched by a key or by their order. */
    public Comparing within(Duration tolerance, String... columns) {
        return tolerating(tolerance, columns);
    }

    /** Do the same with jOOQ fields. */
    public Comparing within(Duration tolerance, Field<?> first, Field<?>... more) {
        return within(tolerance, Names.unqualified(first, more));
    }

    private Comparing tolerating(Object tolerance, String... columns) {
        Map<String, Object> more = new HashMap<>(tolerances);
        stored(columns).forEach(column -> more.put(column, tolerance));
        return new Comparing(only, without, key, more, inOrder, asSet);
    }

    /** Compare the first row with the first, and so on; of use for queries that sort. */
    public Comparing inOrder() {
        return new Comparing(only, without, key, tolerances, true, asSet);
    }

    /** Do not look at how often a row occurs. */
    public Comparing asSet() {
        return new Comparing(only, without, key, tolerances, inOrder, true);
    }

    private static List<String> stored(String... columns) {
        if (columns.length == 0) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        return Arrays.stream(columns).map(Names::column).toList();
    }

    /** Those of some columns that are compared. */
    List<String> chosen(List<String> columns) {
        return columns.stream()
                .filter(column -> (only.isEmpty() || only.contains(column)) && !without.contains(column))
                .toList();
    }

    /** Every column that was named, to find those that do not exist. */
    List<String> named() {
        List<String> all = new ArrayList<>(only);
        all.addAll(without);
        all.addAll(key);
        all.addAll(tolerances.keySet());
        return all;
    }

    List<String> key() {
        return key;
    }

    Map<String, Object> tolerances() {
        return tolerances;
    }

    boolean isInOrder() {
        return inOrder;
    }

    boolean isSet() {
        return asSet;
    }
}

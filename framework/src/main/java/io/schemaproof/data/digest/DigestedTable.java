package io.schemaproof.data.digest;

import io.schemaproof.query.Relation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table as it stands in the FROM clause of a digest.
 *
 * @param from the name, with ONLY where descendants are tables of their own
 * @param columns in their order
 */
record DigestedTable(Relation relation, String from, List<HashedColumn> columns) {

    DigestedTable {
        columns = List.copyOf(columns);
    }

    /**
     * One row: the number of rows, the sum of their hashes, and the sums of the columns as an array.
     *
     * <p>A row's hash is that of its columns' hashes taken together. The volatile function keeps the planner from putting
     * each hash where it is used, twice; {@code OFFSET 0} would too, but no parallel plan has one.
     *
     * @param number comes first in the row
     */
    String sums(int number) {
        List<String> names = hashNames();
        return "SELECT " + number + ", count(*), coalesce(sum(" + rowHash(names) + "), 0), "
                + names.stream()
                        .map(name -> "coalesce(sum(" + name + "), 0)")
                        .collect(Collectors.joining(", ", "ARRAY[", "]::numeric[]"))
                + " FROM (SELECT " + hashes() + "clock_timestamp() FROM " + from + " t) s";
    }

    /**
     * One row for each row of the table: the hash by which it is known again, its hash, and those of the columns.
     *
     * @param key the columns by which a row is known again; none if only by the whole row
     */
    String hashesBy(List<String> key) {
        List<String> names = hashNames();
        return "SELECT " + rowHash(keyNames(key)) + " AS of_key, " + rowHash(names) + " AS of_row"
                + names.stream().map(name -> ", " + name).collect(Collectors.joining())
                + " FROM (SELECT " + hashes() + "clock_timestamp() FROM " + from + " t) s";
    }

    /**
     * The rows with certain hashes of the key: the hash, then the value of each column as text.
     *
     * @param longest characters of a value
     */
    String valuesOf(List<String> key, Collection<Long> hashes, int longest) {
        List<HashedColumn> wanted = key.isEmpty()
                ? columns
                : columns.stream().filter(column -> key.contains(column.name())).toList();
        String hash = rowHash(wanted.stream().map(HashedColumn::hash).toList());
        return "SELECT " + hash
                + columns.stream()
                        .map(column -> ", left(" + column.shown() + ", " + longest + ")")
                        .collect(Collectors.joining())
                + " FROM " + from + " t WHERE " + hash + " IN ("
                + hashes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + ")";
    }

    /** The same table with fewer columns. */
    DigestedTable only(Collection<String> names) {
        return new DigestedTable(
                relation,
                from,
                columns.stream().filter(column -> names.contains(column.name())).toList());
    }

    /** The same columns as another table has, in its order. */
    DigestedTable inTheOrderOf(DigestedTable other) {
        List<HashedColumn> sorted = new ArrayList<>(columns);
        sorted.sort(Comparator.comparingInt(column -> other.names().indexOf(column.name())));
        return new DigestedTable(relation, from, sorted);
    }

    /** The same table, hashed so that what compares as equal is the same. */
    DigestedTable byValue() {
        return new DigestedTable(
                relation,
                from,
                columns.stream()
                        .map(column -> new HashedColumn(column.name(), column.plain(), column.form(), true))
                        .toList());
    }

    boolean hasForms() {
        return columns.stream().anyMatch(HashedColumn::hasForm);
    }

    /** The names of the columns. */
    List<String> names() {
        return columns.stream().map(HashedColumn::name).toList();
    }

    private List<String> keyNames(List<String> key) {
        List<String> names = hashNames();
        return IntStream.range(0, columns.size())
                .filter(i -> key.isEmpty() || key.contains(columns.get(i).name()))
                .mapToObj(names::get)
                .toList();
    }

    private static String rowHash(List<String> hashes) {
        return hashes.isEmpty() ? "1::bigint" : "hashint8extended(" + String.join(" # ", hashes) + ", 0)";
    }

    private List<String> hashNames() {
        return IntStream.range(0, columns.size()).mapToObj(i -> "h" + i).toList();
    }

    private String hashes() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            list.append(columns.get(i).hash()).append(" AS h").append(i).append(", ");
        }
        return list.toString();
    }
}

package io.schemaproof.assertions.changes;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A table that there is now, and the copy of its rows from before.
 *
 * @param is the table now
 * @param was the table before; empty for a new one
 * @param copy where its rows are; empty for a new one
 */
record CopiedTable(WatchedTable is, Optional<WatchedTable> was, String copy) {

    /**
     * A column of before.
     *
     * @param place its name in the copy
     */
    record Former(String place, WatchedTable.Column column) {}

    /** What a column of now was before; empty if it is new. */
    Optional<Former> former(String column) {
        return was.flatMap(before -> IntStream.range(0, before.columns().size())
                .filter(place -> is.same(before.columns().get(place), before.oid() == is.oid(), before.columns())
                        .filter(now -> now.name().equals(column))
                        .isPresent())
                .mapToObj(place -> new Former("c" + place, before.columns().get(place)))
                .findFirst());
    }

    WatchedTable.Column column(String stored) {
        return is.column(stored).orElseThrow();
    }

    boolean has(List<String> columns) {
        return is.columns().stream().map(WatchedTable.Column::name).toList().containsAll(columns);
    }
}

package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Count the rows that refer to none along foreign keys, in the copies from before and in the tables of now. */
final class OrphanCount {

    private static final int SAMPLES = 5;

    private final Connection connection;
    private final List<Copied> tables;

    /**
     * A table that there is now, and its copy.
     *
     * @param was the table before, and where its copy is; empty for a new one
     */
    record Copied(WatchedTable is, Optional<WatchedTable> was, String copy) {

        /** Where a column's values are in the copy; empty if it is new. */
        Optional<String> place(String column) {
            return was.flatMap(before -> IntStream.range(0, before.columns().size())
                    .filter(place -> is.same(before.columns().get(place), before.oid() == is.oid(), before.columns())
                            .filter(now -> now.name().equals(column))
                            .isPresent())
                    .mapToObj(place -> "c" + place)
                    .findFirst());
        }

        String image(String column) {
            return is.columns().stream()
                    .filter(other -> other.name().equals(column))
                    .findFirst()
                    .orElseThrow()
                    .image("t.");
        }

        boolean has(List<String> columns) {
            return is.columns().stream().map(WatchedTable.Column::name).toList().containsAll(columns);
        }
    }

    OrphanCount(Connection connection, List<Copied> tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /** @param before the foreign keys there were: one that is gone may have left orphans */
    List<ReferenceChanges> along(List<Reference> before) throws SQLException {
        List<Reference> references = new ArrayList<>(Reference.all(connection));
        before.stream()
                .filter(was -> references.stream().noneMatch(was::isSame))
                .toList()
                .forEach(references::add);
        List<ReferenceChanges> changes = new ArrayList<>();
        for (Reference reference : references) {
            Optional<Copied> table = table(reference.table(), reference.columns());
            Optional<Copied> referenced = table(reference.referenced(), reference.keys());
            if (table.isPresent() && referenced.isPresent()) {
                changes.add(of(reference, table.get(), referenced.get()));
            }
        }
        return changes;
    }

    private Optional<Copied> table(long oid, List<String> columns) {
        return tables.stream()
                .filter(table -> table.is.oid() == oid && table.has(columns))
                .findFirst();
    }

    private ReferenceChanges of(Reference reference, Copied table, Copied referenced) throws SQLException {
        int size = reference.columns().size();
        String orphan = joined(size, i -> "t." + quoted(reference.columns().get(i)) + " IS NOT NULL")
                + " AND NOT EXISTS (SELECT FROM " + referenced.is.from() + " r WHERE "
                + joined(
                        size,
                        i -> "r." + quoted(reference.keys().get(i)) + " = t."
                                + quoted(reference.columns().get(i)))
                + ")";
        Optional<String> former = former(reference, table, referenced);
        String added = former.map(rows -> orphan + " AND NOT EXISTS (SELECT " + rows + " AND "
                        + joined(
                                size,
                                i -> "b."
                                        + table.place(reference.columns().get(i))
                                                .orElseThrow() + " = "
                                        + table.image(reference.columns().get(i)))
                        + ")")
                .orElse(orphan);
        String from = table.is.from() + " t WHERE " + added;
        long count = number("SELECT count(*) FROM " + from);
        return new ReferenceChanges(
                table.is.name(),
                reference.columns(),
                referenced.is.name(),
                reference.keys(),
                former.isPresent() ? number("SELECT count(*) " + former.get()) : 0,
                count,
                count == 0 ? List.of() : samples(reference, table, from));
    }

    /** The orphans of before; empty if a column or a table is new. Texts are compared, since the copies hold nothing else. */
    private static Optional<String> former(Reference reference, Copied table, Copied referenced) {
        List<Optional<String>> own =
                reference.columns().stream().map(table::place).toList();
        List<Optional<String>> others =
                reference.keys().stream().map(referenced::place).toList();
        if (own.stream().anyMatch(Optional::isEmpty) || others.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of("FROM " + table.copy + " b WHERE "
                + joined(own.size(), i -> "b." + own.get(i).orElseThrow() + " IS NOT NULL")
                + " AND NOT EXISTS (SELECT FROM " + referenced.copy + " o WHERE "
                + joined(
                        own.size(),
                        i -> "o." + others.get(i).orElseThrow() + " = b."
                                + own.get(i).orElseThrow())
                + ")");
    }

    private List<ChangedRow> samples(Reference reference, Copied table, String from) throws SQLException {
        String values = reference.columns().stream().map(table::image).collect(Collectors.joining(", "));
        List<ChangedRow> samples = new ArrayList<>();
        for (List<@Nullable String> row :
                Sql.rows(connection, "SELECT DISTINCT " + values + " FROM " + from + " ORDER BY 1 LIMIT " + SAMPLES)) {
            List<ChangedRow.Cell> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(new ChangedRow.Cell(reference.columns().get(i), row.get(i), row.get(i)));
            }
            samples.add(new ChangedRow(cells, List.of()));
        }
        return samples;
    }

    private static String joined(int size, IntFunction<String> part) {
        return IntStream.range(0, size).mapToObj(part).collect(Collectors.joining(" AND "));
    }

    private static String quoted(String column) {
        return Names.sql(List.of(column));
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(String.valueOf(Sql.rows(connection, sql).get(0).get(0)));
    }
}

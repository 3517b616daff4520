package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Count the rows that refer to none, in the copies from before and in the tables of now. */
final class OrphanCount {

    private static final int SAMPLES = 200;

    private final Connection connection;
    private final Equality equality;
    private final List<CopiedTable> tables;

    OrphanCount(Connection connection, List<CopiedTable> tables) {
        this.connection = connection;
        this.equality = new Equality(connection);
        this.tables = tables;
    }

    /**
     * Count along all foreign keys.
     *
     * @param before the foreign keys there were: one that is gone may have left orphans
     */
    List<ReferenceChanges> along(List<Reference> before) throws SQLException {
        List<Reference> references = new ArrayList<>(Reference.all(connection));
        before.stream()
                .filter(was -> references.stream().noneMatch(was::isSame))
                .toList()
                .forEach(references::add);
        List<ReferenceChanges> changes = new ArrayList<>();
        for (Reference reference : references) {
            Optional<CopiedTable> table = table(reference.table(), reference.columns());
            Optional<CopiedTable> referenced = table(reference.referenced(), reference.keys());
            if (table.isPresent() && referenced.isPresent()) {
                changes.add(of(reference, table.get(), referenced.get()));
            }
        }
        return changes;
    }

    private Optional<CopiedTable> table(long oid, List<String> columns) {
        return tables.stream()
                .filter(table -> table.is().oid() == oid && table.has(columns))
                .findFirst();
    }

    ReferenceChanges of(Reference reference, CopiedTable table, CopiedTable referenced) throws SQLException {
        List<WatchedTable.Column> columns =
                reference.columns().stream().map(table::column).toList();
        List<String> known = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            known.add(columns.get(i).quoted("t.") + " IS NOT NULL");
            equal.add(equality.now(
                    "t.",
                    columns.get(i),
                    "r.",
                    referenced.column(reference.keys().get(i))));
        }
        String orphan =
                all(known) + " AND NOT EXISTS (SELECT FROM " + referenced.is().from() + " r WHERE " + all(equal) + ")";
        Optional<String> former = former(reference, table, referenced);
        String added = orphan;
        if (former.isPresent()) {
            List<String> same = new ArrayList<>();
            for (WatchedTable.Column column : columns) {
                same.add(equality.same("b.", table.former(column.name()).orElseThrow(), "t.", column));
            }
            added += " AND NOT EXISTS (SELECT " + former.get() + " AND " + all(same) + ")";
        }
        String from = table.is().from() + " t WHERE ";
        long count = number("SELECT count(*) FROM " + from + added);
        return new ReferenceChanges(
                table.is().name(),
                reference.columns(),
                referenced.is().name(),
                reference.keys(),
                number("SELECT count(*) FROM " + from + all(known)),
                former.isPresent() ? number("SELECT count(*) " + former.get()) : 0,
                count,
                count == 0 ? List.of() : samples(columns, from + added));
    }

    /** The orphans of before; empty if a column or a table is new. */
    private Optional<String> former(Reference reference, CopiedTable table, CopiedTable referenced)
            throws SQLException {
        List<String> known = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < reference.columns().size(); i++) {
            Optional<CopiedTable.Former> own = table.former(reference.columns().get(i));
            Optional<CopiedTable.Former> other =
                    referenced.former(reference.keys().get(i));
            if (own.isEmpty() || other.isEmpty()) {
                return Optional.empty();
            }
            known.add("b." + own.get().place() + " IS NOT NULL");
            equal.add(equality.before("b.", own.get(), "o.", other.get()));
        }
        return Optional.of("FROM " + table.copy() + " b WHERE " + all(known) + " AND NOT EXISTS (SELECT FROM "
                + referenced.copy() + " o WHERE " + all(equal) + ")");
    }

    private List<ChangedRow> samples(List<WatchedTable.Column> columns, String from) throws SQLException {
        String values = columns.stream().map(column -> column.image("t.")).collect(Collectors.joining(", "));
        List<ChangedRow> samples = new ArrayList<>();
        for (List<@Nullable String> row :
                Sql.rows(connection, "SELECT DISTINCT " + values + " FROM " + from + " ORDER BY 1 LIMIT " + SAMPLES)) {
            List<ChangedRow.Cell> cells = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                cells.add(new ChangedRow.Cell(columns.get(i).name(), row.get(i), row.get(i)));
            }
            samples.add(new ChangedRow(cells, List.of()));
        }
        return samples;
    }

    private static String all(List<String> conditions) {
        return String.join(" AND ", conditions);
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(String.valueOf(Sql.rows(connection, sql).get(0).get(0)));
    }
}

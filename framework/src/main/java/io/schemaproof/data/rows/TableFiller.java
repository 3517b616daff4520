package io.schemaproof.data.rows;

import io.schemaproof.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills tables, one step after the other, with less and less ambition where the server refuses. */
final class TableFiller {

    /** What all steps of a table came to. */
    record Progress(long before, long rows, long possible, Optional<Attempt.Refusal> refusal, List<String> missing) {}

    private final Connection connection;
    private final RowRequest request;
    private final Map<String, Map<String, ColumnValues>> values;
    private final ValueSupplier typical;
    private final SequencePositions positions = new SequencePositions();
    private final Map<String, Progress> progress = new HashMap<>();

    /** Finds plausible values of one table. */
    @FunctionalInterface
    interface ValueSupplier {
        Map<String, ColumnValues> values(TargetTable table) throws SQLException;
    }

    TableFiller(
            Connection connection,
            RowRequest request,
            Map<String, Map<String, ColumnValues>> values,
            ValueSupplier typical) {
        this.connection = connection;
        this.request = request;
        this.values = values;
        this.typical = typical;
    }

    /** Bring sequences to where the rows are. */
    void advanceSequences() throws SQLException {
        positions.advance(connection);
    }

    Progress progress(TargetTable table) {
        Progress found = progress.get(table.identity());
        return found == null ? new Progress(0, 0, 0, Optional.empty(), List.of()) : found;
    }

    void fill(FillStep step) throws SQLException {
        TargetTable table = step.table();
        if (progress.containsKey(table.identity()) && progress(table).rows() >= step.total()) {
            return;
        }
        if (lacksParents(step)) {
            long rows = count(table);
            progress.put(table.identity(), new Progress(rows, rows, 0, Optional.empty(), List.of()));
            return;
        }
        Map<String, ColumnValues> known = values.getOrDefault(table.identity(), Map.of());
        if (tryAll(step, known, request) || request.character() == RowCharacter.TYPICAL) {
            return;
        }
        tryAll(step, typical.values(table), request.withCharacter(RowCharacter.TYPICAL));
    }

    /**
     * Whether each row would need one to refer to and there is none: all that is tried would select nothing then. A trigger
     * could make what is missing.
     */
    private boolean lacksParents(FillStep step) throws SQLException {
        if (!step.table().table().triggers().isEmpty()) {
            return false;
        }
        for (ParentKey key : step.table().parents()) {
            if (step.modes().get(key.name()) == ParentMode.EXISTING
                    && !step.table().isSelf(key)
                    && key.columns().stream().noneMatch(step.table()::isNullable)
                    && !anyRow(key)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyRow(ParentKey key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT FROM " + key.from() + " LIMIT 1");
                ResultSet row = statement.executeQuery()) {
            return row.next();
        }
    }

    /** Whether nothing is left to be done. */
    private boolean tryAll(FillStep step, Map<String, ColumnValues> known, RowRequest like) throws SQLException {
        for (Variant variant : variants(step.table())) {
            InsertStatement insert = InsertBuilder.build(step.table(), known, step.modes(), like, variant);
            if (!insert.missing().isEmpty()) {
                note(step.table(), Optional.empty(), insert);
                return true;
            }
            Attempt attempt = run(step, insert);
            note(step.table(), Optional.of(attempt), insert);
            Table table = step.table().table();
            if (attempt.added() > 0
                    && (variant.explicitNumbers() || table.partitionOf().isPresent())) {
                positions.numbered(table);
            }
            long rows = attempt.before() + attempt.added();
            if (rows >= step.total()) {
                return true;
            }
            if (rows > 0 && attempt.refusal().isEmpty()) {
                return insert.possible() > 0 && rows >= insert.possible();
            }
            if (rows == 0 && attempt.refusal().isEmpty() && insert.filtered()) {
                // The server shall say itself which constraint it is.
                InsertStatement bare =
                        InsertBuilder.build(step.table(), known, step.modes(), like, variant.unfiltered());
                note(step.table(), Optional.of(run(step, bare)), bare);
            }
        }
        return progress(step.table()).rows() >= step.total();
    }

    private static List<Variant> variants(TargetTable table) {
        List<Variant> variants = new ArrayList<>(List.of(Variant.USUAL));
        if (table.columns().stream().anyMatch(column -> column.sequence().isPresent())) {
            variants.add(Variant.USUAL.explicit());
        }
        variants.add(Variant.USUAL.withoutNulls());
        if (table.columns().stream()
                .anyMatch(column -> column.defaultExpression().isPresent()
                        && column.sequence().isEmpty())) {
            variants.add(Variant.USUAL.withDefaults());
            variants.add(Variant.USUAL.withDefaults().withoutNulls());
        }
        return variants;
    }

    private Attempt run(FillStep step, InsertStatement insert) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT * FROM " + ServerFunctions.FILL + "(?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, insert.sql());
            statement.setString(2, insert.skipping());
            statement.setString(3, "ONLY " + step.table().identity());
            statement.setLong(4, insert.possible() > 0 ? Math.min(step.total(), insert.possible()) : step.total());
            statement.setBoolean(5, insert.filtered());
            statement.setBoolean(6, insert.different());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String state = row.getString(3);
                Optional<Attempt.Refusal> refusal = state == null
                        ? Optional.empty()
                        : Optional.of(new Attempt.Refusal(
                                state,
                                text(row, 4),
                                text(row, 5),
                                text(row, 6),
                                text(row, 7),
                                text(row, 8),
                                text(row, 9)));
                return new Attempt(row.getLong(1), row.getLong(2), refusal);
            }
        }
    }

    /** Count again, where rows were taken back or triggers of other tables have written some. */
    void recount(TargetTable table) throws SQLException {
        Progress old = progress(table);
        progress.put(
                table.identity(),
                new Progress(old.before(), count(table), old.possible(), old.refusal(), old.missing()));
    }

    private long count(TargetTable table) throws SQLException {
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM ONLY " + table.identity());
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(ResultSet row, int column) throws SQLException {
        @Nullable String text = row.getString(column);
        return text == null ? "" : text;
    }

    private void note(TargetTable table, Optional<Attempt> attempt, InsertStatement insert) {
        Progress old = progress.get(table.identity());
        long before = old != null ? old.before() : attempt.map(Attempt::before).orElse(0L);
        long rows = attempt.map(one -> one.before() + one.added()).orElse(old == null ? 0L : old.rows());
        Optional<Attempt.Refusal> refusal = attempt.flatMap(Attempt::refusal);
        if (refusal.isEmpty() && old != null && rows == old.rows()) {
            refusal = old.refusal();
        }
        long possible = Math.max(insert.possible(), old == null ? 0 : old.possible());
        progress.put(table.identity(), new Progress(before, rows, possible, refusal, insert.missing()));
    }
}

package io.schemaproof.verify.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.View;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.safety.AcceptedWrites;
import io.schemaproof.safety.LeftOver;
import io.schemaproof.safety.MadeByUp;
import io.schemaproof.safety.PolicyRows;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.verify.assumption.Assumptions;
import io.schemaproof.verify.assumption.MadeUpRows;
import io.schemaproof.verify.assumption.UpOnRows;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Two stages that go through the same history, one with several times the rows of the other. */
final class TwoSizes implements AutoCloseable {

    /** Enough to tell growth from noise, and few enough to be made for every table. */
    private static final int FACTOR = 5;

    /** Views of views of views are rare. */
    private static final int ROUNDS = 3;

    private final CheckScope scope;
    private final RowStage small;
    private final RowStage large;
    private final String sizes;
    private @Nullable Left left;
    private AcceptedWrites writes = AcceptedWrites.ALL;

    private TwoSizes(CheckScope scope, RowStage small, RowStage large, String sizes) {
        this.scope = scope;
        this.small = small;
        this.large = large;
        this.sizes = sizes;
    }

    /** Rows that are given are on both; rows are made up for what has fewer, also where nobody asks for any: empty tables tell nothing. */
    static TwoSizes open(CheckScope scope) throws SQLException {
        RowSource given = scope.rows().orElse(RowSource.NONE);
        long rows = GeneratedRowSource.rowsOf(given)
                .max()
                .orElseGet(() ->
                        GeneratedRowSource.configuredBy(scope.configuration()).rows());
        if (rows == 0) {
            rows = ConfigurationParameters.ROWS_DEFAULT;
        }
        RowStage small = stage(scope, given, rows);
        try {
            return new TwoSizes(scope, small, stage(scope, given, rows * FACTOR), rows + " and " + rows * FACTOR);
        } catch (SQLException | RuntimeException e) {
            small.close();
            throw e;
        }
    }

    private static RowStage stage(CheckScope scope, RowSource given, long rows) throws SQLException {
        return new RowStage(scope, new RowFiller(given.then(GeneratedRowSource.of(rows))));
    }

    /** Such as {@code 100 and 500}. */
    String sizes() {
        return sizes;
    }

    /** What is begun and not ended in the schema that the stages have come to. */
    Map<String, LeftOver> leftOver() throws SQLException {
        Catalog catalog = small.catalog();
        if (left == null || !left.catalog().equals(catalog)) {
            left = new Left(
                    catalog, LeftOver.in(catalog, small.database().database().dataSource()));
        }
        return left.found();
    }

    /** The end of one migration is the beginning of the next. */
    private record Left(Catalog catalog, Map<String, LeftOver> found) {}

    /** What the server takes to be written in the schema that the stages have come to. */
    AcceptedWrites writes() throws SQLException {
        writes = writes.then(
                small.catalog(),
                small.database().session(),
                () -> small.database().writingSession());
        return writes;
    }

    /** What policies let pass before an up and behind it, where the stages have come to. */
    PolicyRows policies(Catalog before, Catalog after) throws SQLException {
        return PolicyRows.of(before, after, () -> small.database().writingSession());
    }

    /** The server on which they are. */
    DatabaseServer server() {
        return small.server();
    }

    /** The version of the server, such as {@code 17.11}. */
    String version() {
        return small.server().version();
    }

    boolean isDown(SQLException error) {
        return LostServer.isDown(small.server(), error) || LostServer.isDown(large.server(), error);
    }

    /** End the step: apply the next up unless that is done, and put in the rows of this moment. */
    void advance(boolean shared) throws SQLException {
        small.advance(shared);
        large.advance(shared);
    }

    /**
     * Apply the next up to both stages and observe it, then put in the rows that come after it. {@link #advance} ends the
     * step, which has begun anew where the up fails. Made-up rows that it cannot stand go first: what the up takes for granted
     * of rows other checks tell, and what it blocks is to be seen all the same.
     *
     * @param index of its migration
     */
    TwoTraces traceUp(int index) throws SQLException {
        MigrationLedger ledger = scope.ledger(index);
        refresh(small);
        refresh(large);
        TwoTraces traces = traceUp(ledger);
        if (traces.error().isPresent() && clear(index, small, traces.small()) && clear(index, large, traces.large())) {
            traces = traceUp(ledger);
        }
        if (traces.error().isEmpty()) {
            small.isApplied(traces.after());
            large.isApplied(traces.after());
            small.fill(ledger.migration());
            large.fill(ledger.migration());
        }
        return traces;
    }

    private TwoTraces traceUp(MigrationLedger ledger) throws SQLException {
        Script up = ledger.migration().up();
        Catalog before = small.catalog();
        TwoTraces traces;
        try (Elsewhere elsewhere = Elsewhere.of(small, up, ledger.sharedObjects())) {
            ScriptTrace little = small.database().trace(up);
            ScriptTrace much = large.database().trace(up);
            Catalog after = small.database().catalog();
            traces = new TwoTraces(little, much, before, after, elsewhere.trace(up, before, after));
        }
        if (traces.error().isPresent()) {
            startAnew(ledger.sharedObjects());
        }
        return traces;
    }

    /**
     * Let materialized views hold what their tables do by now. They were filled when these were empty, and no seed reaches them. One that
     * cannot be refreshed on these rows stays as it is.
     */
    private static void refresh(RowStage stage) throws SQLException {
        List<View> views = stage.catalog().views().stream()
                .filter(view -> view.isMaterialized() && view.isPopulated())
                .toList();
        // One may read another one, which comes later in the alphabet.
        for (int round = 0; round < Math.min(views.size(), ROUNDS); round++) {
            for (View view : views) {
                try (Statement statement = stage.database().writingSession().createStatement()) {
                    statement.execute("REFRESH MATERIALIZED VIEW " + view.identity());
                } catch (SQLException e) {
                    if (LostServer.isDown(stage.server(), e)) {
                        throw e;
                    }
                }
            }
        }
    }

    private boolean clear(int index, RowStage stage, ScriptTrace trace) throws SQLException {
        // Where few are left, tables of both sizes are as large, and nobody sees what grows: others come.
        return trace.run().succeeded() || MadeUpRows.exchange(scope, stage, index, trace.run());
    }

    /**
     * Apply the next up to both stages without observing it, then put in the rows that come after it.
     *
     * @return the schemas around it; empty where it fails on rows, and then the stages are as they were
     */
    Optional<SchemaStep> goThrough(MigrationLedger ledger) throws SQLException {
        Catalog before = small.catalog();
        if (!UpOnRows.goesThrough(small, ledger)) {
            return Optional.empty();
        }
        if (!UpOnRows.goesThrough(large, ledger)) {
            small.restore();
            return Optional.empty();
        }
        small.fill(ledger.migration());
        large.fill(ledger.migration());
        return Optional.of(new SchemaStep(before, small.catalog()));
    }

    /**
     * Observe the next migration's down, whose up has been applied to both stages.
     *
     * @param made what the up has made
     * @param restores whether the down is known to bring the schema of before the up back
     */
    TwoTraces traceDown(MigrationLedger ledger, MadeByUp made, boolean restores) throws SQLException {
        Migration migration = ledger.migration();
        if (ledger.sharedObjects()) {
            // What databases share cannot be there for the stage and gone for a copy of it.
            TwoTraces traces = traceDown(small.database(), large.database(), migration, made, restores);
            startAnew(true);
            return traces;
        }
        TwoTraces traces;
        try (ObservedDatabase few = small.copy(false);
                ObservedDatabase many = large.copy(false)) {
            traces = traceDown(few, many, migration, made, restores);
        }
        if (traces.error().isEmpty()) {
            return traces;
        }
        Optional<TwoTraces> others = traceDownOnOthers(migration, made, restores, traces);
        return (others.isPresent() ? others : traceDownOnFormer(ledger, made, restores)).orElse(traces);
    }

    /** Where rows of after the up are in the down's way, such as a NULL, look at what it does without them. */
    private Optional<TwoTraces> traceDownOnOthers(
            Migration migration, MadeByUp made, boolean restores, TwoTraces failed) throws SQLException {
        try (ObservedDatabase few = small.copy(false);
                ObservedDatabase many = large.copy(false)) {
            return clear(few, failed.small()) && clear(many, failed.large())
                    ? Optional.of(traceDown(few, many, migration, made, restores))
                    : Optional.empty();
        }
    }

    /** Where nobody can say which of them, look at what it does on the rows of before the up alone; other checks tell that it fails on those. */
    private Optional<TwoTraces> traceDownOnFormer(MigrationLedger ledger, MadeByUp made, boolean restores)
            throws SQLException {
        startAnew(false);
        if (!(UpOnRows.goesThrough(small, ledger) && UpOnRows.goesThrough(large, ledger))) {
            startAnew(false);
            return Optional.empty();
        }
        try (ObservedDatabase few = small.copy(false);
                ObservedDatabase many = large.copy(false)) {
            TwoTraces traces = traceDown(few, many, ledger.migration(), made, restores);
            return Optional.of(traces).filter(seen -> seen.error().isEmpty());
        } finally {
            small.fill(ledger.migration());
            large.fill(ledger.migration());
        }
    }

    private boolean clear(ObservedDatabase copy, ScriptTrace trace) throws SQLException {
        return trace.run().succeeded()
                || new Assumptions(trace.run().script(), scope.goals(), false)
                        .clear(copy, trace.run())
                        .passes();
    }

    private TwoTraces traceDown(
            ObservedDatabase few, ObservedDatabase many, Migration migration, MadeByUp made, boolean restores)
            throws SQLException {
        Script down = migration.down().orElseThrow();
        Catalog before = small.catalog();
        // What databases share is in the way of another copy; then few is the stage itself.
        try (Elsewhere elsewhere = Elsewhere.of(small, down, few == small.database())) {
            ScriptTrace little = few.trace(down);
            ScriptTrace much = many.trace(down);
            Catalog after = restores && made.coversDropsOf(much) ? made.before() : few.catalog();
            return new TwoTraces(little, much, before, after, elsewhere.trace(down, before, after));
        }
    }

    /** Undo what has been done to the stages in this step. */
    void startAnew(boolean shared) throws SQLException {
        if (shared) {
            small.startOver();
            large.startOver();
        } else {
            small.restore();
            large.restore();
        }
    }

    @Override
    public void close() throws SQLException {
        try (large) {
            small.close();
        }
    }
}

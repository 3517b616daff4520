package io.schemaproof.verify.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.data.RowSource;
import io.schemaproof.data.RowSourceSequence;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTracer;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.RowFiller;
import io.schemaproof.verify.check.RowStage;
import java.sql.SQLException;

/** Two stages that go through the same history, one with several times the rows of the other. */
final class TwoSizes implements AutoCloseable {

    /** Enough to tell growth from noise, and few enough to be made for every table. */
    private static final int FACTOR = 5;

    private final RowStage small;
    private final RowStage large;
    private final String sizes;

    private TwoSizes(RowStage small, RowStage large, String sizes) {
        this.small = small;
        this.large = large;
        this.sizes = sizes;
    }

    /** Rows that are given are on both; rows are made up for what has fewer. */
    static TwoSizes open(CheckScope scope) throws SQLException {
        RowSource given = scope.rows().orElse(RowSource.NONE);
        long rows = RowSourceSequence.parts(given).stream()
                .filter(GeneratedRowSource.class::isInstance)
                .mapToLong(source -> ((GeneratedRowSource) source).rows())
                .filter(each -> each > 0)
                .max()
                .orElse(ConfigurationParameters.ROWS_DEFAULT);
        RowStage small = stage(scope, given, rows);
        try {
            return new TwoSizes(small, stage(scope, given, rows * FACTOR), rows + " and " + rows * FACTOR);
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

    boolean isRunning() {
        return small.server().isRunning() && large.server().isRunning();
    }

    /** Apply the next up untraced. */
    void advance(boolean shared) throws SQLException {
        small.advance(shared);
        large.advance(shared);
    }

    /** Apply the next up to both stages and observe it. */
    TwoTraces trace(Migration migration, boolean shared) throws SQLException {
        Catalog before = small.catalog();
        ScriptTrace little = trace(small, migration.up());
        ScriptTrace much = trace(large, migration.up());
        Catalog after = small.database().catalog();
        TwoTraces traces = new TwoTraces(little, much, before, after);
        if (traces.error().isPresent()) {
            startAnew(shared);
        } else {
            small.isApplied(after);
            large.isApplied(after);
            advance(shared);
        }
        return traces;
    }

    /** Undo what the next up has done so far, and apply what can be applied of it. */
    void startAnew(boolean shared) throws SQLException {
        small.restore();
        large.restore();
        advance(shared);
    }

    /** Each in a session of its own: who deploys one migration has not deployed those before it in the same session. */
    private static ScriptTrace trace(RowStage stage, Script up) throws SQLException {
        try (StatementTracer tracer =
                StatementTracer.open(stage.database().database().settings())) {
            return tracer.run(up);
        }
    }

    @Override
    public void close() throws SQLException {
        try (large) {
            small.close();
        }
    }
}

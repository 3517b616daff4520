package io.schemaproof.verify.roundtrip;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.verify.history.Beginning;
import io.schemaproof.verify.result.MigrationLedger;
import io.schemaproof.verify.result.VerificationListener;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies all ups in one transaction, where their tool does so with all that is new: what one of them does may be refused to a
 * later one until it is committed, such as the use of a new enum value.
 */
final class BatchRun {

    static final String CHECK = "all in one transaction";

    /** drizzle-orm's {@code PgDialect.migrate}; node-pg-migrate's {@code singleTransaction}, its default. */
    private static final Map<String, String> TOOLS = Map.of("drizzle", "Drizzle", "node-pg-migrate", "node-pg-migrate");

    private final MigrationFolder folder;
    private final Workbench bench;
    private final VerificationListener listener;

    BatchRun(MigrationFolder folder, Workbench bench, VerificationListener listener) {
        this.folder = folder;
        this.bench = bench;
        this.listener = listener;
    }

    /**
     * Apply the ups up to the last one that was verified.
     *
     * @param first index in the folder of the migration that the first ledger belongs to
     * @param sharedObjects whether they touch what all databases of a server share
     */
    void verify(int first, List<MigrationLedger> ledgers, boolean sharedObjects) throws SQLException {
        Optional<String> tool = Optional.ofNullable(TOOLS.get(folder.convention()));
        if (tool.isEmpty() || first + ledgers.size() < 2) {
            return;
        }
        int from = bench.databases().beginning().map(Beginning::applied).orElse(0);
        if (sharedObjects) {
            bench.rebuild(from);
        } else {
            bench.restart(from);
        }
        Connection connection = bench.writingSession();
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN");
            MigrationRunner runner = MigrationRunner.on(connection).withinTransaction();
            for (int index = from; index < first + ledgers.size(); index++) {
                Migration migration = folder.migrations().get(index);
                if (migration.notRunnable().isPresent()) {
                    break;
                }
                MigrationRun run = runner.run(migration.up());
                if (!run.passed()) {
                    if (index >= first && ledgers.get(index - first).upRan()) {
                        ledgers.get(index - first)
                                .finish(
                                        listener,
                                        CHECK,
                                        List.of(RoundTripFindings.batchFails(run, tool.get())),
                                        Map.of());
                    }
                    break;
                }
            }
            transaction.execute("ROLLBACK");
        }
    }
}

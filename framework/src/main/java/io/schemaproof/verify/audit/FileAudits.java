package io.schemaproof.verify.audit;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.verify.result.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes results of runs. */
final class FileAudits {

    private static final int STATEMENT_LENGTH = 200;

    private FileAudits() {}

    /** @param mask that knows the tables of all databases that were run on */
    static List<FileAudit> of(List<FileRun> history, CauseFinder causes, SqlMask mask) {
        List<FileAudit> audits = new ArrayList<>();
        for (int index = 0; index < history.size(); index++) {
            FileRun run = history.get(index);
            audits.add(new FileAudit(
                    run.file(),
                    run.status(),
                    run.run().map(done -> done.outcomes().size()).orElse(0),
                    failures(index, run, causes, mask),
                    run.made(),
                    run.run().map(MigrationRun::time).orElse(Duration.ZERO),
                    run.unknown()));
        }
        return List.copyOf(audits);
    }

    private static List<FailedStatement> failures(int index, FileRun run, CauseFinder causes, SqlMask mask) {
        List<FailedStatement> failures = new ArrayList<>();
        for (StatementOutcome outcome : run.failures()) {
            StatementError error = ErrorMask.of(outcome, mask);
            failures.add(new FailedStatement(
                    CauseFinder.place(outcome),
                    error.column(),
                    error.sqlState(),
                    error.message(),
                    StatementErrors.abbreviated(outcome.statement(), STATEMENT_LENGTH, mask),
                    StatementErrors.format(outcome, run.migration().up(), mask),
                    causes.of(index, outcome)));
        }
        run.run().filter(MigrationRun::endsUncommitted).ifPresent(done -> failures.add(uncommitted(done, mask)));
        return failures;
    }

    private static FailedStatement uncommitted(MigrationRun run, SqlMask mask) {
        StatementOutcome last = run.outcomes().get(run.outcomes().size() - 1);
        Place place = new Place(last.statement().file(), last.statement().line());
        String message = "the file ends inside a transaction";
        return new FailedStatement(
                place,
                last.statement().column(),
                "00000",
                message,
                StatementErrors.abbreviated(last.statement(), STATEMENT_LENGTH, mask),
                place + ": " + message,
                Cause.root(CauseKind.UNCOMMITTED, "Nothing commits what it did there, so it was rolled back."));
    }
}

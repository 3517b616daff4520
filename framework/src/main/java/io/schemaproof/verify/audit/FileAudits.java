package io.schemaproof.verify.audit;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.MigrationRun;
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

    static List<FileAudit> of(List<FileRun> history, CauseFinder causes) {
        List<FileAudit> audits = new ArrayList<>();
        for (int index = 0; index < history.size(); index++) {
            FileRun run = history.get(index);
            audits.add(new FileAudit(
                    run.file(),
                    run.status(),
                    run.run().map(done -> done.outcomes().size()).orElse(0),
                    failures(index, run, causes),
                    run.made(),
                    run.run().map(MigrationRun::time).orElse(Duration.ZERO),
                    run.unknown()));
        }
        return List.copyOf(audits);
    }

    private static List<FailedStatement> failures(int index, FileRun run, CauseFinder causes) {
        List<FailedStatement> failures = new ArrayList<>();
        for (StatementOutcome outcome : run.failures()) {
            StatementError error = ErrorMask.of(outcome);
            failures.add(new FailedStatement(
                    CauseFinder.place(outcome),
                    error.column(),
                    error.sqlState(),
                    error.message(),
                    outcome.statement().abbreviated(STATEMENT_LENGTH),
                    StatementErrors.format(outcome, run.migration().up()),
                    causes.of(index, outcome)));
        }
        run.run().filter(MigrationRun::endsUncommitted).ifPresent(done -> failures.add(uncommitted(done)));
        return failures;
    }

    private static FailedStatement uncommitted(MigrationRun run) {
        StatementOutcome last = run.outcomes().get(run.outcomes().size() - 1);
        Place place = new Place(last.statement().file(), last.statement().line());
        String message = "the file ends inside a transaction";
        return new FailedStatement(
                place,
                last.statement().column(),
                "00000",
                message,
                last.statement().abbreviated(STATEMENT_LENGTH),
                place + ": " + message,
                Cause.root(CauseKind.UNCOMMITTED, "Nothing commits what it did there, so it was rolled back."));
    }
}

package io.schemaproof.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a script.
 *
 * @param script the script
 * @param outcomes the statements that were run, in order
 * @param time wall time at the client, with BEGIN and COMMIT
 * @since 0.1
 */
public record MigrationRun(Script script, List<StatementOutcome> outcomes, Duration time) {

    public MigrationRun {
        outcomes = List.copyOf(outcomes);
    }

    public boolean succeeded() {
        return firstError().isEmpty();
    }

    /** The first statement that failed. */
    public Optional<StatementOutcome> firstError() {
        return outcomes.stream().filter(outcome -> outcome.error().isPresent()).findFirst();
    }
}

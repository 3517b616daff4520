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

    static final String OPEN_TRANSACTION = "the script ends inside a transaction that it opened;"
            + " what it did there is rolled back, as when its tool disconnects";

    /** Begins the notice of a script that its tool leaves out because of what the database holds. */
    static final String LEFT_OUT = "LEFT OUT: ";

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

    /** Whether no statement failed and yet the last ones were rolled back, because nobody committed them. */
    public boolean endsUncommitted() {
        return !outcomes.isEmpty()
                && outcomes.get(outcomes.size() - 1).notices().contains("WARNING: " + OPEN_TRANSACTION);
    }

    /** Say where the script ends without a commit; empty where all was committed, or a statement failed. */
    public Optional<String> uncommitted() {
        if (!endsUncommitted()) {
            return Optional.empty();
        }
        Statement last = outcomes.get(outcomes.size() - 1).statement();
        return Optional.of(last.file() + ":" + last.line() + " " + OPEN_TRANSACTION + ". Put COMMIT at its end.");
    }

    /** Whether no statement failed, and nothing that the script did was rolled back at its end. */
    public boolean passed() {
        return succeeded() && !endsUncommitted();
    }

    /** Why the tool runs nothing of the script on this database, though it is not refused; empty where it runs it. */
    public Optional<String> leftOut() {
        return outcomes.stream()
                .flatMap(outcome -> outcome.notices().stream())
                .filter(notice -> notice.startsWith(LEFT_OUT))
                .map(notice -> notice.substring(LEFT_OUT.length()))
                .findFirst();
    }
}

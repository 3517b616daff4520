package io.schemaproof.migration;

import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.ConnectionSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Has a tool's own library do a step, and tells of the statements that it sent. */
final class LibraryExecution {

    private LibraryExecution() {}

    /** @param database where to; empty where the caller has only a session, which the library cannot share */
    static MigrationRun run(Script script, Optional<ConnectionSettings> database, ToolTimeLimit limit)
            throws SQLException {
        long begin = System.nanoTime();
        LibraryStep step = LibraryStep.of(script);
        MigrationLibrary library = library(LibraryStep.library(script));
        List<StatementOutcome> outcomes;
        if (database.isEmpty()) {
            outcomes = List.of(failure(
                    step, library.name() + " opens sessions of its own and cannot be run in one that is open", begin));
        } else {
            try (LibrarySession session = new LibrarySession(database.get(), library, step)) {
                Optional<Throwable> thrown = LibraryThread.run(library, step, session, limit);
                outcomes = thrown.isPresent()
                        ? failed(step, session.outcomes(), thrown.get(), begin)
                        : succeeded(session.outcomes());
            }
        }
        return new MigrationRun(script, outcomes, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static MigrationLibrary library(String name) {
        return ServiceLoader.load(MigrationLibrary.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(library -> library.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MigrationException("There is no library " + name + " on the class path."));
    }

    /** The statement that failed is what went wrong; without one, what the library says. */
    private static List<StatementOutcome> failed(
            LibraryStep step, List<StatementOutcome> outcomes, Throwable thrown, long begin) {
        List<Throwable> causes = causes(thrown);
        Optional<StatementOutcome> failed = outcomes.stream()
                .filter(outcome -> outcome.error().isPresent())
                .filter(outcome -> causes.stream()
                        .anyMatch(cause -> String.valueOf(cause.getMessage())
                                .contains(outcome.error().get().message())))
                .reduce((first, second) -> second);
        List<StatementOutcome> all = new ArrayList<>(succeeded(outcomes));
        failed.ifPresent(outcome -> all.remove(withoutError(outcome)));
        all.add(failed.orElseGet(() -> failure(step, said(causes), begin)));
        return all;
    }

    /** A statement that failed where the library went on, as where it only tries, is none that the migration fails at. */
    private static List<StatementOutcome> succeeded(List<StatementOutcome> outcomes) {
        return outcomes.stream().map(LibraryExecution::withoutError).toList();
    }

    private static StatementOutcome withoutError(StatementOutcome outcome) {
        return outcome.error()
                .map(error -> new StatementOutcome(
                        outcome.statement(),
                        outcome.time(),
                        outcome.rows(),
                        List.of("WARNING: this failed and was gone on behind: " + error.message()),
                        Optional.empty()))
                .orElse(outcome);
    }

    /** Each cause, unless the one around it has said so. */
    private static String said(List<Throwable> causes) {
        StringBuilder text = new StringBuilder();
        String last = "";
        for (Throwable next : causes) {
            String message = next.getMessage() == null ? next.getClass().getName() : next.getMessage();
            if (!last.contains(message)) {
                text.append(text.isEmpty() ? "" : "\ncaused by: ").append(message.strip());
                last = message;
            }
        }
        return text.toString();
    }

    private static List<Throwable> causes(Throwable thrown) {
        List<Throwable> causes = new ArrayList<>();
        for (Throwable next = thrown; next != null && !causes.contains(next); next = next.getCause()) {
            causes.add(next);
        }
        return causes;
    }

    private static StatementOutcome failure(LibraryStep step, String message, long begin) {
        Script script = step.script();
        return new StatementOutcome(
                new Statement(script.text().lines().findFirst().orElse(""), script.path(), script.firstLine(), 1),
                Duration.ofNanos(System.nanoTime() - begin),
                -1,
                List.of(),
                Optional.of(StatementError.of(script, message)));
    }
}

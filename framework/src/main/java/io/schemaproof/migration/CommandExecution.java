package io.schemaproof.migration;

import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.Command;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs a shell command of a migration tool on a database that stands in its environment. */
final class CommandExecution {

    private static final int LAST_LINES = 20;

    private CommandExecution() {}

    /** @param database where to; empty where the caller has only a session, which a program cannot join */
    static MigrationRun run(Script script, Optional<ConnectionSettings> database, ToolTimeLimit limit) {
        if (database.isPresent() && database.get().guarded()) {
            throw OutsideChangeException.ofCommand(script);
        }
        long begin = System.nanoTime();
        Optional<String> failure = database.isPresent()
                ? execute(script, database.get(), limit)
                : Optional.of("a shell command opens a session of its own and cannot be run in one that is open");
        Duration time = Duration.ofNanos(System.nanoTime() - begin);
        StatementOutcome outcome = new StatementOutcome(
                new Statement(script.text(), script.path(), script.firstLine(), 1),
                time,
                -1,
                List.of(),
                failure.map(message -> StatementError.of(script, message)));
        return new MigrationRun(script, List.of(outcome), time);
    }

    /** What went wrong; empty where nothing did. */
    private static Optional<String> execute(Script script, ConnectionSettings settings, ToolTimeLimit limit) {
        Path folder = script.file().toAbsolutePath().getParent();
        try {
            Command.Outcome outcome = Command.runTool(List.of("sh", "-c", script.text()), limit.duration(), builder -> {
                builder.directory(folder == null ? null : folder.toFile());
                builder.environment().putAll(settings.environment());
                builder.environment().put("DATABASE_URL", settings.libpqUrl());
            });
            return outcome.succeeded()
                    ? Optional.empty()
                    : Optional.of("the command ended with " + outcome.status() + said(outcome.output(), settings));
        } catch (Command.OverdueException e) {
            return Optional.of(
                    "the command did not end within " + limit.words() + ", and was ended with all that it had started. "
                            + ToolTimeLimit.remedy() + " Until then it ran" + said(e.output(), settings));
        } catch (IOException | DatabaseException e) {
            return Optional.of("the command cannot be run: " + masked(String.valueOf(e.getMessage()), settings));
        }
    }

    private static String said(String output, ConnectionSettings settings) {
        List<String> lines = masked(output, settings).lines().toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return last.isEmpty() ? " and said nothing" : " and said:\n" + String.join("\n", last);
    }

    private static String masked(String text, ConnectionSettings settings) {
        return settings.withoutPassword(text);
    }
}

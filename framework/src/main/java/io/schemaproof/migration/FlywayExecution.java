package io.schemaproof.migration;

import io.schemaproof.base.CopyFromStdin;
import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.FlywayPlaceholders;
import io.schemaproof.migration.script.FlywayScript;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs a script as Flyway does: reads all of it first, then decides about the transaction. */
final class FlywayExecution {

    private record Step(Fragment statement, Optional<CopyData> data) {}

    private final ScriptContext context;

    FlywayExecution(ScriptContext context) {
        this.context = context;
    }

    void run() throws SQLException {
        List<Step> steps;
        boolean transaction;
        try {
            steps = read();
            transaction = context.script().mode().isTransactional() && (isDemanded() || !hasNonTransactional(steps));
        } catch (ScriptException e) {
            context.fail(e);
            return;
        }
        if (transaction) {
            context.inTransaction(() -> send(steps, true));
        } else {
            send(steps, false);
        }
    }

    private void send(List<Step> steps, boolean transaction) throws SQLException {
        for (Step step : steps) {
            Fragment statement = step.statement();
            ServerReply reply = step.data().isPresent()
                    ? CopyExecution.run(
                            context.session(),
                            context.log(),
                            statement,
                            step.data().get())
                    : context.log().send(statement, false);
            if (!reply.succeeded() && (transaction || context.options().mode() == RunMode.STOP)) {
                return;
            }
        }
    }

    private List<Step> read() throws SQLException {
        Splitter splitter = FlywayScript.splitter(context.source(), placeholders());
        List<Step> steps = new ArrayList<>();
        for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
            Fragment statement = next.get();
            Optional<CopyData> data =
                    CopyFromStdin.is(statement.sql()) ? Optional.of(splitter.takeCopyData()) : Optional.empty();
            if (data.isPresent() && !data.get().terminated()) {
                throw new ScriptException(
                        context.source(),
                        statement.sourceOffset(0),
                        "the data of COPY FROM STDIN have no end",
                        "Put a line with \\. behind them.");
            }
            steps.add(new Step(statement, data));
        }
        return steps;
    }

    /** Then Flyway opens one also around statements that it knows not to run in any. */
    private boolean isDemanded() {
        return context.flywayScript().executeInTransaction().orElse(false);
    }

    private boolean hasNonTransactional(List<Step> steps) {
        boolean transactional = false;
        boolean other = false;
        for (Step step : steps) {
            boolean can =
                    FlywayTransactions.canRunInTransaction(step.statement().sql());
            transactional |= can;
            other |= !can;
            if (transactional && other && !context.flyway().mixes()) {
                throw new ScriptException(
                        context.source(),
                        step.statement().sourceOffset(0),
                        "Detected both transactional and non-transactional statements within the same migration (even"
                                + " though mixed is false). Offending statement found at line "
                                + step.statement().position(0).line()
                                + (can ? "" : " [non-transactional]"),
                        "Move the statements that cannot run in a transaction into a migration of their own, or set"
                                + " executeInTransaction=false in the .conf file beside it, or mixed=true for all in flyway.toml or flyway.conf.");
            }
        }
        return other;
    }

    private FlywayPlaceholders placeholders() throws SQLException {
        Map<String, String> values = new HashMap<>();
        if (context.source().text().contains("${flyway:")) {
            ServerReply reply = context.session()
                    .send("SELECT coalesce(current_schema(), 'public'), current_user, current_database()", true);
            List<String> row = reply.results().get(0).rows().get(0);
            values.put("flyway:defaultSchema", String.valueOf(row.get(0)));
            values.put("flyway:user", String.valueOf(row.get(1)));
            values.put("flyway:database", String.valueOf(row.get(2)));
            values.put("flyway:table", "flyway_schema_history");
            values.put("flyway:environment", "default");
            values.put("flyway:workingDirectory", System.getProperty("user.dir"));
            values.put(
                    "flyway:timestamp",
                    LocalDateTime.now(ZoneId.systemDefault())
                            .format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")));
            values.put("flyway:filename", String.valueOf(context.script().file().getFileName()));
        }
        values.putAll(context.options().placeholders());
        return context.placeholders(values);
    }
}

package io.schemaproof.verify.policy;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Interruption;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StopPoint;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the findings about migrations that were stopped half way. */
final class PartialFindings {

    private static final int SHOWN = 5;
    private static final int STATEMENT_LENGTH = 80;

    private PartialFindings() {}

    static List<Finding> of(Migration migration, StopTrials trials) {
        Map<String, List<StopOutcome>> groups = new LinkedHashMap<>();
        trials.outcomes()
                .forEach(outcome -> groups.computeIfAbsent(outcome.key(), key -> new ArrayList<>())
                        .add(outcome));
        List<Finding> findings = new ArrayList<>();
        groups.values().forEach(group -> findings.add(finding(migration, group)));
        if (!trials.untried().isEmpty()) {
            findings.add(partlyChecked(trials.untried()));
        }
        return findings;
    }

    private static Finding finding(Migration migration, List<StopOutcome> group) {
        StopOutcome first = group.get(0);
        Statement statement = first.stop().point().statement();
        StringBuilder message = new StringBuilder("Stopped " + first.stop().words() + " ("
                + statement.abbreviated(STATEMENT_LENGTH) + ") by " + kinds(group, first.stop())
                + ", it leaves something behind:");
        List<String> left = first.left().describe();
        left.stream().limit(SHOWN).forEach(line -> message.append("\n  - ").append(line));
        if (left.size() > SHOWN) {
            message.append("\n  - and ").append(left.size() - SHOWN).append(" more");
        }
        message.append(end(first));
        others(group, first)
                .ifPresent(text -> message.append("\nThe same ").append(text).append('.'));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("stop", first.stop().words());
        facts.put("left", String.valueOf(left.size()));
        facts.put(
                "stops",
                String.valueOf(group.stream().map(StopOutcome::stop).distinct().count()));
        first.again().flatMap(MigrationRun::firstError).ifPresent(outcome -> facts.putAll(ErrorFacts.of(outcome)));
        return MigrationRule.finding(
                first.rule(),
                object(first),
                new Place(statement.file(), statement.line()),
                message.toString(),
                first.rule() == PolicyRule.PARTIAL_RECOVERS ? "" : remedy(migration, first),
                facts);
    }

    private static String end(StopOutcome outcome) {
        Optional<MigrationRun> again = outcome.again();
        return switch (outcome.rule()) {
            case PARTIAL_STUCK ->
                "\nThe second try fails: "
                        + again.map(run ->
                                        StatementErrors.format(run.firstError().orElseThrow(), run.script()))
                                .orElse("")
                        + "\nOn production the deployment stands still until somebody has mended the database by hand.";
            case PARTIAL_HIDDEN ->
                "\nThe second try reports success, and the database is not what an undisturbed run gives:"
                        + outcome.different().stream()
                                .limit(SHOWN)
                                .map(line -> "\n  - " + line)
                                .collect(Collectors.joining())
                        + "\nOn production nobody hears of it.";
            default -> "\nThe second try ends where an undisturbed run does.";
        };
    }

    private static String remedy(Migration migration, StopOutcome outcome) {
        if (outcome.stop().within() || outcome.left().hasInvalidIndex()) {
            return concurrently(outcome);
        }
        String again = outcome.again()
                .flatMap(MigrationRun::firstError)
                .map(error -> "\nOr let each statement bear a second run: "
                        + RerunRemedy.of(error).text())
                .orElse("\nOr let each statement bear a second run.");
        return "Let it be one transaction: " + transaction(migration) + again;
    }

    private static String concurrently(StopOutcome outcome) {
        String sql = outcome.stop().point().statement().sql().toLowerCase(Locale.ROOT);
        String object = object(outcome).orElse("…");
        String first;
        if (sql.startsWith("alter")) {
            first = "Before it is tried again: ALTER TABLE … DETACH PARTITION " + object + " FINALIZE;";
        } else if (sql.startsWith("drop")) {
            first = "DROP INDEX CONCURRENTLY IF EXISTS " + object + ";";
        } else {
            first = "Put DROP INDEX CONCURRENTLY IF EXISTS " + object + "; before it, and write no IF NOT EXISTS.";
        }
        return first
                + "\nLet lock_timeout be 0 or minutes there: such a statement waits for every older snapshot of the database.";
    }

    private static String transaction(Migration migration) {
        ScriptDialect dialect = migration.up().dialect();
        if (migration.up().mode() != ExecutionMode.STATEMENTS) {
            return "leave COMMIT out of it, and put what cannot run in a transaction into a migration of its own.";
        }
        return switch (dialect) {
            case PSQL -> "BEGIN; before it and COMMIT; behind it.";
            case GOOSE ->
                "without -- +goose NO TRANSACTION, and with what cannot run in a transaction in a migration of its own.";
            case FLYWAY ->
                "with what cannot run in a transaction in a migration of its own, and without executeInTransaction=false.";
            case SQL_MIGRATE ->
                "without notransaction, and with what cannot run in a transaction in a migration of its own.";
            case LIQUIBASE, LIQUIBASE_ROLLBACK ->
                "without runInTransaction:false, and with what cannot run in a transaction in a changeset of its own.";
            case ATLAS ->
                "without -- atlas:txmode none, and with what cannot run in a transaction in a file of its own.";
            case MYBATIS -> "without auto_commit=true.";
            case SERVER, DRIZZLE, COMMAND, LIBRARY ->
                "with what cannot run in a transaction in a migration of its own.";
        };
    }

    private static Optional<String> object(StopOutcome outcome) {
        return outcome.left().changes().stream()
                .map(change -> change.object().identity())
                .findFirst()
                .or(() -> outcome.left().rows().stream()
                        .map(loss -> loss.table().toString())
                        .findFirst());
    }

    /** {@code an error}, or {@code an error or a killed session}. */
    private static String kinds(List<StopOutcome> group, Stop stop) {
        return group.stream()
                .filter(outcome -> outcome.stop().equals(stop))
                .map(outcome -> outcome.kind() == Interruption.Kind.ERROR ? "an error" : "a killed session")
                .collect(Collectors.joining(" or "));
    }

    private static Optional<String> others(List<StopOutcome> group, StopOutcome first) {
        String text = group.stream()
                .map(StopOutcome::stop)
                .filter(stop -> !stop.equals(first.stop()))
                .distinct()
                .map(Stop::words)
                .collect(Collectors.joining(", "));
        return Optional.of(text).filter(words -> !words.isEmpty());
    }

    private static Finding partlyChecked(List<StopPoint> untried) {
        String lines = untried.stream()
                .map(point -> String.valueOf(point.statement().line()))
                .distinct()
                .collect(Collectors.joining(", "));
        Statement statement = untried.get(0).statement();
        return MigrationRule.finding(
                PolicyRule.PARTIAL_PARTLY_CHECKED,
                Optional.empty(),
                new Place(statement.file(), statement.line()),
                "It was not stopped everywhere: lines " + lines
                        + ". Either a statement commits on its own, or runs to its end without waiting, or there are more than "
                        + Stop.MOST + " places.",
                "",
                Map.of("lines", lines));
    }

    static Finding upFails(Migration migration) {
        return MigrationRule.finding(
                PolicyRule.PARTIAL_NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "It was not stopped half way: on rows it fails by itself.",
                "Mend that first; the check of the rows says how it fails.",
                Map.of());
    }

    static Finding notChecked(Migration migration, SQLException cause) {
        return MigrationRule.finding(
                PolicyRule.PARTIAL_NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "The check broke off, so nobody knows what a failure half way leaves behind: " + ErrorMask.text(cause),
                "",
                Map.of());
    }
}

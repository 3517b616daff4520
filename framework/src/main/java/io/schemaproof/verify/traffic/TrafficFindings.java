package io.schemaproof.verify.traffic;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.ToleratedWait;
import io.schemaproof.verify.client.ClientStatement;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.traffic.TrafficLog.Deadlock;
import io.schemaproof.verify.traffic.TrafficLog.Failure;
import io.schemaproof.verify.traffic.TrafficLog.Queued;
import io.schemaproof.verify.traffic.TrafficLog.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes findings of what clients met: what happened, why it matters, and what to write instead. */
final class TrafficFindings {

    private static final int LENGTH = 200;

    private static final String OF_DATA = "22";
    private static final String NOT_NULL = "23502";
    private static final String GENERATED_ALWAYS = "428C9";

    private final Script script;
    private final TrafficLog log;
    private final List<TrafficProbe.Limit> limits;
    private final Duration tolerated;

    TrafficFindings(Script script, TrafficLog log, List<TrafficProbe.Limit> limits, Duration tolerated) {
        this.script = script;
        this.log = log;
        this.limits = limits;
        this.tolerated = tolerated;
    }

    List<Finding> all(MigrationRun run) {
        List<Finding> findings = new ArrayList<>();
        log.deadlocks().forEach(deadlock -> findings.add(deadlock(deadlock)));
        failures().forEach((key, same) -> findings.add(failure(same)));
        queue().ifPresent(findings::add);
        waits().values().forEach(same -> findings.add(waits(same)));
        if (!log.hung().isEmpty()) {
            findings.add(notChecked(
                    script,
                    "A client's statement came to no end and was cancelled: "
                            + abbreviated(log.hung().get(0).sql())));
        }
        if (log.during() == 0 && run.succeeded()) {
            findings.add(notChecked(
                    script, "No client's statement ran while it did: there is no place at which it could be stopped."));
        }
        return findings;
    }

    /** Of the same error with the same table, one. */
    private Map<String, List<Failure>> failures() {
        Map<String, List<Failure>> groups = new LinkedHashMap<>();
        log.failures()
                .forEach(failure -> groups.computeIfAbsent(
                                failure.statement().table() + state(failure) + text(failure), key -> new ArrayList<>())
                        .add(failure));
        return groups;
    }

    private static String state(Failure failure) {
        return String.valueOf(failure.error().getSQLState());
    }

    /** Errors about data quote values. */
    private static String text(Failure failure) {
        String text = ErrorMask.text(failure.error());
        return state(failure).startsWith(OF_DATA) ? text.replaceAll("(?s)\".*\"", "\"…\"") : text;
    }

    private Finding failure(List<Failure> same) {
        Failure first = same.get(0);
        PolicyRule rule = rule(first);
        String what = "A client's statement succeeded before and fails "
                + (first.waited() ? "where it waited for the script" : "after it")
                + ": SQLSTATE " + state(first) + ", " + text(first) + "\nThe client sent: "
                + abbreviated(first.statement().sql())
                + first.renamed()
                        .map(now -> "\nWhat has happened to the name: " + now + ".")
                        .orElse("");
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("sqlState", state(first));
        facts.put("error", text(first));
        facts.put("client", abbreviated(first.statement().sql()));
        facts.put("client statements", String.valueOf(same.size()));
        first.renamed().ifPresent(now -> facts.put("renamed", now));
        return MigrationRule.finding(
                rule,
                Optional.of(first.statement().table().toString()),
                Place.mentioned(script, first.statement().table().name()).orElseGet(() -> Place.of(script)),
                what
                        + "\nThe application that runs now, and every server that is not replaced yet, sends statements like it: each fails"
                        + " from the commit on.",
                remedy(first, rule),
                facts);
    }

    /** That a value is refused which was made up does not say that the application writes it. */
    private static PolicyRule rule(Failure failure) {
        boolean name = state(failure).matches("42P01|42703|XX000");
        if (name && failure.dropped() && failure.renamed().isEmpty()) {
            return PolicyRule.TRAFFIC_DROPPED;
        }
        return state(failure).matches("22...|23...") && !state(failure).equals(NOT_NULL)
                ? PolicyRule.TRAFFIC_VALUE_REFUSED
                : PolicyRule.TRAFFIC_CLIENT_ERROR;
    }

    private static String remedy(Failure failure, PolicyRule rule) {
        if (rule == PolicyRule.TRAFFIC_DROPPED) {
            return "Drop it in a later release, when no application uses it any more (safety.drop).";
        }
        if (failure.renamed().isPresent()) {
            return "Leave a view of the former name, or add the new name beside the old one and drop that in a later release"
                    + " (safety.rename).";
        }
        if (state(failure).equals(NOT_NULL)) {
            return "ADD COLUMN … NOT NULL DEFAULT …; drop the default in a later release, when every INSERT names the column"
                    + " (safety.required-column).";
        }
        if (state(failure).equals(GENERATED_ALWAYS)) {
            return "GENERATED BY DEFAULT AS IDENTITY takes what the application gives; SET GENERATED ALWAYS in a later release, when none"
                    + " gives it any more (safety.stricter).";
        }
        if (rule == PolicyRule.TRAFFIC_VALUE_REFUSED) {
            return "Release the application that respects the constraint first, and the constraint after it (safety.stricter).";
        }
        return "Make the change in two releases: first what the old and the new application both can use, then, when nobody uses the"
                + " old one any more, the rest.";
    }

    private static Finding deadlock(Deadlock deadlock) {
        Statement cause = deadlock.cause();
        return MigrationRule.finding(
                PolicyRule.TRAFFIC_DEADLOCK,
                Optional.of(deadlock.table().toString()),
                place(cause),
                "The script waits for " + deadlock.scriptWaitsFor()
                        + ", which a client has locked; the client waits for what the"
                        + " script has locked: "
                        + abbreviated(deadlock.statement().sql())
                        + "\nThe server ends one of the two with a deadlock (40P01): the application sees an error, or the migration"
                        + " fails.",
                "Change each table in a transaction of its own. Where both have to be in one, first LOCK TABLE those that refer, in the"
                        + " order in which the application locks them, then those that are referred to (safety.several-tables).",
                facts("statement", cause, deadlock.statement()));
    }

    private Optional<Finding> queue() {
        List<Queued> endless = log.queued().stream()
                .filter(queued -> limits.stream()
                        .filter(limit -> limit.statement().equals(queued.cause()))
                        .noneMatch(limit -> limit.millis() > 0 && limit.millis() <= tolerated.toMillis()))
                .toList();
        if (endless.isEmpty()) {
            return Optional.empty();
        }
        Queued first = endless.get(0);
        Map<String, String> facts = facts("statement", first.cause(), first.statement());
        facts.put("client statements", String.valueOf(endless.size()));
        return Optional.of(MigrationRule.finding(
                PolicyRule.TRAFFIC_QUEUE,
                Optional.of(first.relation()),
                place(first.cause()),
                "It waits for " + first.mode() + " on " + first.relation()
                        + " as long as a long reader holds the table, and "
                        + count(endless.size(), "client") + " waited behind it, such as: "
                        + abbreviated(first.statement().sql())
                        + "\nNothing ends that wait within " + ToleratedWait.words(tolerated)
                        + ": the longest report or backup stops the application.",
                "SET lock_timeout = " + ToleratedWait.setting(tolerated)
                        + "; before it, and let the deployment try again, later (safety.no-lock-timeout).",
                facts));
    }

    /** For the same lock, statement after statement, one. */
    private Map<String, List<Wait>> waits() {
        Map<String, List<Wait>> groups = new LinkedHashMap<>();
        log.waits()
                .forEach(wait -> groups.computeIfAbsent(
                                wait.cause().file() + wait.relation() + wait.mode(), key -> new ArrayList<>())
                        .add(wait));
        return groups;
    }

    private Finding waits(List<Wait> same) {
        Wait first = same.get(0);
        Set<String> clients = new LinkedHashSet<>();
        same.forEach(wait -> clients.add(wait.statement().kind().name().replace('_', ' ')));
        Map<String, String> facts = facts("statement", first.cause(), first.statement());
        facts.put("lock", first.mode());
        facts.put("client statements", String.valueOf(same.size()));
        facts.put(
                "longest wait",
                log.longestWait(same.stream().map(Wait::statement).toList()).toMillis() + " ms");
        String lock =
                first.mode().equals("row") ? "rows of " + first.relation() : first.mode() + " on " + first.relation();
        return MigrationRule.finding(
                PolicyRule.TRAFFIC_CLIENT_WAITS,
                Optional.of(first.relation()),
                place(first.cause()),
                "While it holds " + lock + ", " + count(same.size(), "client") + " waited ("
                        + String.join(", ", clients)
                        + "), such as: " + abbreviated(first.statement().sql()) + others(same)
                        + "\nThey wait until the transaction ends: whatever comes behind it in the same one makes it longer.",
                "",
                facts);
    }

    private static String others(List<Wait> same) {
        List<String> lines = same.stream()
                .map(wait -> wait.cause().line())
                .distinct()
                .sorted()
                .skip(1)
                .map(String::valueOf)
                .toList();
        return lines.isEmpty()
                ? ""
                : "\nSo it is with " + (lines.size() == 1 ? "line " : "lines ") + String.join(", ", lines) + ".";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static Finding scriptFails(MigrationRun failed) {
        StatementOutcome outcome = failed.firstError().orElseThrow();
        return MigrationRule.finding(
                PolicyRule.TRAFFIC_SCRIPT_FAILS,
                Optional.empty(),
                place(outcome.statement()),
                "It succeeds alone and fails while clients use the tables. "
                        + StatementErrors.format(outcome, failed.script())
                        + "\nIn production somebody uses them always: what comes before it was done in vain, or stays half done.",
                "Let the deployment try again where the error is one of timing (SQLSTATE 40001, 40P01, 55P03); write so that a row"
                        + " changed meanwhile does no harm, in READ COMMITTED.",
                ErrorFacts.of(outcome));
    }

    static Finding notChecked(Script script, String why) {
        return MigrationRule.finding(
                PolicyRule.TRAFFIC_NOT_CHECKED,
                Optional.empty(),
                Place.of(script),
                why + "\nWhat was not seen cannot be passed.",
                "",
                Map.of());
    }

    private static Map<String, String> facts(String name, Statement cause, ClientStatement client) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(name, cause.abbreviated(LENGTH));
        facts.put("client", abbreviated(client.sql()));
        return facts;
    }

    private static Place place(Statement statement) {
        return new Place(statement.file(), statement.line());
    }

    private static String abbreviated(String sql) {
        return sql.length() <= LENGTH ? sql : sql.substring(0, LENGTH - 1) + "…";
    }
}

package io.schemaproof.verify.roundtrip;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.RoundTripRule;
import io.schemaproof.verify.state.Unstable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the findings of the round trip: what happened, why it matters, and what to write instead. */
final class RoundTripFindings {

    /** Where downs are kept for tools that have none of their own. */
    private static final Map<String, String> DOWNS = Map.of(
            "atlas", ", into down/ under the name of the up, where Atlas does not look",
            "drizzle", ", into down/ under the name of the up, where Drizzle does not look",
            "supabase", ", into down/ under the name of the up, where Supabase does not look",
            "refinery", ", into down/ under the name of the up without its letter, where refinery finds no migration",
            "prisma", ", into down.sql beside the up");

    private RoundTripFindings() {}

    static Finding notRun(Migration migration) {
        return finding(
                RoundTripRule.NOT_RUN,
                Optional.empty(),
                Place.of(migration.up()),
                "Not run: " + migration.notRunnable().orElseThrow()
                        + ". Nothing is known of this migration, and the later ones were checked without it.",
                "If later migrations need what it makes, put that into a script and name it with --before.",
                Map.of());
    }

    /** Of an up of which its tool runs nothing on this database. */
    static Finding leftOut(Migration migration, String reason) {
        return finding(
                RoundTripRule.NOT_RUN,
                Optional.empty(),
                Place.of(migration.up()),
                "Not run: " + reason + ". Its tool leaves it out then, so nothing is known of it.",
                "If it is meant to run, make what it asks for in an earlier migration, or with --before.",
                Map.of());
    }

    static Finding batchFails(MigrationRun run, String tool) {
        return failed(
                RoundTripRule.BATCH_FAILS,
                run,
                failure("In one transaction with all earlier ones, as " + tool + " applies what is new, the up", run)
                        + "\nAlone it passed, so that a new database, or one that lacks several, cannot be brought up to date.",
                Optional.of(
                        "Let what it builds on be deployed before it, or write it so that it needs no commit in between."));
    }

    static Finding verifyFails(MigrationRun run) {
        return failed(
                RoundTripRule.VERIFY_FAILS,
                run,
                failure("The up passed, and the script that verifies it", run)
                        + "\nWhere the tool verifies what it deploys, it takes this migration back.",
                Optional.of("Look which of the two is wrong: the script, or what the up makes."));
    }

    static Finding verifyChanges(Script verify, CatalogDiff change) {
        return finding(
                RoundTripRule.VERIFY_CHANGES,
                Optional.empty(),
                Place.of(verify),
                "The script that verifies the migration changes "
                        + (change.isEmpty() ? "rows or sequences." : "the schema:" + list(change.changes()))
                        + "\nIt is run on every database, and nobody takes back what it does.",
                "Put BEGIN at its beginning and ROLLBACK at its end.",
                Map.of());
    }

    static Finding verifyVacuous(Script verify) {
        return finding(
                RoundTripRule.VERIFY_VACUOUS,
                Optional.empty(),
                Place.of(verify),
                "The script that verifies the migration passes before the up as well, so that it proves nothing of it.",
                "Let it end in an error where the up is missing: SELECT id, name FROM t WHERE FALSE, or 1/count(*).",
                Map.of());
    }

    static Finding sessionLost(Migration migration, SQLException cause) {
        return finding(
                RoundTripRule.SESSION_LOST,
                Optional.empty(),
                Place.of(migration.up()),
                "The session was lost while this migration was applied or taken back, so nothing is known of it: "
                        + ErrorMask.text(cause),
                "Look for what ends the session: pg_terminate_backend, or a DateStyle that the JDBC driver does not read.",
                Map.of());
    }

    static Finding upFails(MigrationRun run, CatalogDiff leftBehind, List<String> failedBefore) {
        StringBuilder message = new StringBuilder(failure("The up", run));
        if (!leftBehind.isEmpty()) {
            message.append(
                            "\nIt stops half way: what its first statements made stays behind, and a second try will meet it:")
                    .append(list(leftBehind.changes()));
        }
        if (!failedBefore.isEmpty()) {
            message.append("\nEarlier migrations failed too (")
                    .append(String.join(", ", failedBefore))
                    .append(
                            "); this may be a consequence. Only those of their statements that could be run are there.");
        }
        return failed(RoundTripRule.UP_FAILS, run, message.toString());
    }

    static Finding downFails(MigrationRun run) {
        return failed(
                RoundTripRule.DOWN_FAILS,
                run,
                failure("The down", run)
                        + "\nIn an emergency this migration cannot be taken back with its own script.");
    }

    static Finding chainDownFails(MigrationRun run) {
        return failed(
                RoundTripRule.DOWN_FAILS,
                run,
                failure("Taken back after all later ones, the down", run)
                        + "\nRight after its own up it passed, so a later migration leaves something in its way.");
    }

    static Finding reupFails(MigrationRun run) {
        return failed(
                RoundTripRule.REUP_FAILS,
                run,
                failure("Applied once more after it was taken back, the up", run)
                        + "\nOnce rolled back, this migration cannot be rolled out again.",
                Optional.of("Let the down take back all that the up makes, rows too."));
    }

    /** A repeatable migration is not taken back before it is run again. */
    static Finding repeatFails(MigrationRun run) {
        return failed(
                RoundTripRule.REUP_FAILS,
                run,
                failure("It is repeatable, and run once more, the up", run)
                        + "\nIts tool runs it again whenever it changes, on what the former one has made: the next edit stops the deployment.",
                Optional.of("Write it so that it can be run again: CREATE OR REPLACE, or DROP … IF EXISTS before it."));
    }

    static Finding noDown(Migration migration, String convention, CatalogDiff change, boolean rowsChanged) {
        String missing = migration.down().isEmpty()
                ? "There is no down"
                : "The down " + migration.down().get().path() + " holds no statement";
        String what = change.isEmpty()
                ? "the up changes rows or sequences"
                : "the up changes " + change.changes().size()
                        + (change.changes().size() == 1 ? " object:" : " objects:") + list(change.changes());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("objectsChanged", String.valueOf(change.changes().size()));
        facts.put("rowsChanged", String.valueOf(rowsChanged));
        return finding(
                RoundTripRule.NO_DOWN,
                Optional.empty(),
                Place.of(migration.down().orElse(migration.up())),
                missing + ", and " + what + "\nIn an emergency there is no way back but a restore.",
                "Write a down that takes back what the up does"
                        + Optional.ofNullable(DOWNS.get(convention)).orElse("") + ".",
                facts);
    }

    /** The findings for what a down leaves behind. */
    static List<Finding> traces(
            Migration migration, Script down, CatalogDiff trace, Unstable unstable, TraceRemedy remedy) {
        List<Finding> findings = new ArrayList<>();
        for (Change change : trace.significant()) {
            findings.add(
                    unstable.contains(change)
                            ? notDeterministic(down, change)
                            : trace(migration, down, change, "After up and down", remedy));
        }
        if (!trace.cosmetic().isEmpty()) {
            findings.add(finding(
                    RoundTripRule.COSMETIC,
                    Optional.of(trace.cosmetic().get(0).object().identity()),
                    Place.of(down),
                    "After up and down the schema is the same, written differently:" + list(trace.cosmetic()),
                    "",
                    Map.of("differences", String.valueOf(trace.cosmetic().size()))));
        }
        return findings;
    }

    static List<Finding> chainTraces(Migration migration, Script down, List<Change> changes, TraceRemedy remedy) {
        return changes.stream()
                .map(change -> trace(
                        migration,
                        down,
                        change,
                        "Taken back after all later ones (right after its own up it left no trace)",
                        remedy))
                .toList();
    }

    /** Of an up without a down that changes nothing which a down could take back. */
    static List<Finding> forGood(Migration migration, CatalogDiff change, TraceRemedy remedy) {
        return change.significant().stream()
                .map(each -> trace(migration, migration.down().orElse(migration.up()), each, "Without a down", remedy))
                .toList();
    }

    private static Finding trace(Migration migration, Script down, Change change, String when, TraceRemedy remedy) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("change", change.kind().word());
        if (change instanceof Change.Altered altered) {
            facts.put("attribute", altered.attribute());
            facts.put("before", altered.from().orElse(""));
            facts.put("after", altered.to().orElse(""));
        }
        Place.mentioned(migration.up(), change.object()).ifPresent(place -> facts.put("up", place.toString()));
        return finding(
                rule(change),
                Optional.of(change.object().identity()),
                Place.mentioned(down, change.object()).orElseGet(() -> Place.of(down)),
                when
                        + (rule(change) == RoundTripRule.LEAVES_TRACE ? " the schema is not what it was: " : ", ")
                        + change.describe(),
                switch (change.kind()) {
                    case ENUM_VALUE_ADDED ->
                        "Nothing, if the value does no harm; else make the type anew without it and change the columns over.";
                    case VALIDATED -> "";
                    default -> remedy.inDown(change);
                },
                facts);
    }

    private static RoundTripRule rule(Change change) {
        return switch (change.kind()) {
            case ENUM_VALUE_ADDED -> RoundTripRule.ENUM_VALUE_STAYS;
            case VALIDATED -> RoundTripRule.VALIDATION_STAYS;
            default -> RoundTripRule.LEAVES_TRACE;
        };
    }

    private static Finding notDeterministic(Script script, Change change) {
        return finding(
                RoundTripRule.NOT_DETERMINISTIC,
                Optional.of(change.object().identity()),
                Place.mentioned(script, change.object()).orElseGet(() -> Place.of(script)),
                "Each run of this script gives another " + change.object() + ": " + change.describe()
                        + "\nThe clock, the user or a random value is frozen into the schema, so no two databases are equal.",
                "Write an expression that is evaluated when it is used: now() and not 'now'::timestamp.",
                Map.of());
    }

    static List<Finding> reupDiffers(Migration migration, List<Change> changes) {
        return changes.stream()
                .map(change -> finding(
                        RoundTripRule.REUP_DIFFERS,
                        Optional.of(change.object().identity()),
                        Place.mentioned(migration.up(), change.object()).orElseGet(() -> Place.of(migration.up())),
                        "Applied once more, the up ends in another schema than the first time: " + change.describe()
                                + "\nDatabases on which it was rolled back once will differ from the others.",
                        "Look for what the down leaves, or for a condition (IF NOT EXISTS, a DO block) that skips a step.",
                        Map.of("change", change.kind().word())))
                .toList();
    }

    /** As above, without what the trace has already said and with what comes out differently each time set apart. */
    static List<Finding> reupDiffers(
            Migration migration, CatalogDiff difference, CatalogDiff trace, Unstable unstable) {
        List<Finding> findings = new ArrayList<>();
        List<Change> systematic = new ArrayList<>();
        for (Change change : difference.significant()) {
            boolean known = trace.significant().stream()
                    .anyMatch(other -> other.object().equals(change.object()));
            if (known) {
                continue;
            }
            if (unstable.contains(change)) {
                findings.add(notDeterministic(migration.up(), change));
            } else {
                systematic.add(change);
            }
        }
        findings.addAll(reupDiffers(migration, systematic));
        return findings;
    }

    private static String failure(String who, MigrationRun run) {
        if (run.firstError().isEmpty()) {
            return who
                    + " ends inside a transaction that it opened. Nobody commits what it did there: it is rolled back when its tool disconnects.";
        }
        return who + " fails: " + StatementErrors.format(run.firstError().orElseThrow(), run.script());
    }

    private static Finding failed(RoundTripRule rule, MigrationRun run, String message) {
        return failed(rule, run, message, Optional.empty());
    }

    private static Finding failed(RoundTripRule rule, MigrationRun run, String message, Optional<String> remedy) {
        if (run.firstError().isEmpty()) {
            return finding(rule, Optional.empty(), lastPlace(run), message, "Put COMMIT at its end.", Map.of());
        }
        StatementOutcome outcome = run.firstError().orElseThrow();
        StatementError error = outcome.error().orElseThrow();
        Map<String, String> facts = ErrorFacts.of(outcome);
        return finding(
                rule,
                Optional.empty(),
                new Place(error.file(), error.line()),
                message,
                remedy.or(() -> FailureRemedy.of(outcome, run.script().mode()))
                        .or(error::hint)
                        .orElse(""),
                facts);
    }

    private static Place lastPlace(MigrationRun run) {
        Statement last = run.outcomes().get(run.outcomes().size() - 1).statement();
        return new Place(last.file(), last.line());
    }

    private static String list(List<Change> changes) {
        StringBuilder text = new StringBuilder();
        int shown = Math.min(changes.size(), 5);
        changes.subList(0, shown).forEach(change -> text.append("\n  - ").append(change.describe()));
        if (shown < changes.size()) {
            text.append("\n  - and ").append(changes.size() - shown).append(" more");
        }
        return text.toString();
    }
}

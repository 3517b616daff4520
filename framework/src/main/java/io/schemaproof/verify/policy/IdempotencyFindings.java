package io.schemaproof.verify.policy;

import static io.schemaproof.verify.result.MigrationRule.finding;

import io.schemaproof.base.Quantity;
import io.schemaproof.base.SqlText;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.migration.StatementOutcome;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.state.LaggingSequences;
import io.schemaproof.verify.state.RowLoss;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the findings about second runs: what happened, why it matters, and what to write instead. */
final class IdempotencyFindings {

    private static final String TRIED_AGAIN =
            "\nA deployment that broke off before its tool had written the version down is tried again, and so it is where a"
                    + " second runner starts beside the first";

    private static final String FILE_CHANGES =
            "\nIts tool runs it again whenever it changes, on what the former one has made and without taking that back";

    private IdempotencyFindings() {}

    static Finding rerunFails(Migration migration, MigrationRun run) {
        StatementOutcome outcome = run.firstError().orElseThrow();
        return refused(
                outcome,
                "Run a second time, this migration fails: " + StatementErrors.format(outcome, run.script())
                        + (migration.repeatable() ? FILE_CHANGES : TRIED_AGAIN)
                        + ": it stops here, and somebody must mend it by hand.");
    }

    static Finding refusedToo(Script script, StatementOutcome outcome) {
        return refused(
                outcome,
                "Run a second time, this statement is refused as well: " + StatementErrors.format(outcome, script)
                        + "\nThe migration stops before it today, and here once that is mended.");
    }

    private static Finding refused(StatementOutcome outcome, String message) {
        StatementError error = outcome.error().orElseThrow();
        RerunRemedy remedy = RerunRemedy.of(outcome);
        return finding(
                PolicyRule.RERUN_FAILS,
                remedy.object(),
                new Place(error.file(), error.line()),
                message,
                remedy.text(),
                ErrorFacts.of(outcome));
    }

    /** @param succeeded whether the second run did */
    static Finding changesSchema(Migration migration, Change change, boolean succeeded) {
        return finding(
                PolicyRule.RERUN_CHANGES_SCHEMA,
                Optional.of(change.object().identity()),
                place(migration, change),
                second(succeeded) + "changes the schema: " + change.describe() + TRIED_AGAIN
                        + ": databases on which that happened differ from the others.",
                RerunRemedy.of(change),
                Map.of("change", change.kind().word()));
    }

    static Finding changesRows(Migration migration, RowLoss loss, boolean succeeded) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("table", loss.table().toString());
        facts.put("lost", String.valueOf(loss.lost()));
        facts.put("gained", String.valueOf(loss.gained()));
        loss.changed().forEach((column, rows) -> facts.put("changed " + column, String.valueOf(rows)));
        String samples = loss.samples().stream()
                .map(RowDifference.Sample::toString)
                .map(sample -> "\n  - " + sample)
                .collect(Collectors.joining());
        return finding(
                PolicyRule.RERUN_CHANGES_ROWS,
                Optional.of(loss.table().toString()),
                Place.mentioned(migration.up(), loss.table().name()).orElseGet(() -> Place.of(migration.up())),
                second(succeeded) + "changes rows of " + loss.table() + ": " + loss.describe() + "." + samples
                        + TRIED_AGAIN
                        + ": there the rows are put in, or changed, twice.",
                RerunRemedy.of(loss),
                facts);
    }

    static Finding sequenceBehind(Migration migration, LaggingSequences.Lag lag) {
        return finding(
                PolicyRule.RERUN_CHANGES_ROWS,
                Optional.of(lag.sequence().toString()),
                Place.mentioned(migration.up(), lag.sequence().name()).orElseGet(() -> Place.of(migration.up())),
                "A second run sets the sequence " + lag.sequence() + " back: it gives out " + lag.next()
                        + " next, and " + lag.table() + "." + lag.column() + " goes up to " + lag.top() + " already."
                        + TRIED_AGAIN + ": the next insert meets a key that is there.",
                "Set it from what is there: SELECT setval("
                        + SqlText.literal(lag.sequence().toString()) + ", (SELECT max(" + lag.column() + ") FROM "
                        + lag.table() + "));",
                Map.of("next", lag.next().toString(), "highest", lag.top().toString()));
    }

    static Finding rerunPasses(Migration migration, MigrationRun run, List<Change> changes, List<RowLoss> losses) {
        Map<StatementOutcome, String> skipped = Skipped.in(run);
        StringBuilder message = new StringBuilder("A second run is not refused");
        if (!changes.isEmpty() || !losses.isEmpty()) {
            message.append(" and does the work twice:");
            changes.forEach(change -> message.append("\n  - ").append(change.describe()));
            losses.forEach(loss ->
                    message.append("\n  - ").append(loss.table()).append(": ").append(loss.describe()));
        } else {
            message.append(skipped.isEmpty() ? " and changes nothing." : ".");
        }
        if (!skipped.isEmpty()) {
            message.append("\nPostgreSQL skips what is there already, without a look at it:");
            skipped.forEach((outcome, notice) -> message.append("\n  - line ")
                    .append(outcome.statement().line())
                    .append(": ")
                    .append(notice));
        }
        message.append("\nWhere an object of that name is there and is another than meant, or the migration was applied"
                + " already, nobody hears of it.");
        Place place = skipped.keySet().stream()
                .findFirst()
                .map(outcome -> new Place(
                        outcome.statement().file(), outcome.statement().line()))
                .orElseGet(() -> Place.of(migration.up()));
        return finding(
                PolicyRule.RERUN_PASSES,
                Optional.empty(),
                place,
                message.toString(),
                skipped.isEmpty()
                        ? "Let it begin with a statement that refuses: DO $$ BEGIN IF … THEN RAISE EXCEPTION 'applied already'; END IF; END $$;"
                        : "Leave IF EXISTS and IF NOT EXISTS out, so that the statement fails instead.",
                Map.of(
                        "skipped", String.valueOf(skipped.size()),
                        "changes", String.valueOf(changes.size() + losses.size())));
    }

    static Finding firstRunFails(Migration migration) {
        return finding(
                PolicyRule.RERUN_NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "Nothing is known of a second run: on rows already the first one fails.",
                "Mend that first; the check of the rows says how it fails.",
                Map.of());
    }

    static Finding notChecked(Migration migration, SQLException cause) {
        return finding(
                PolicyRule.RERUN_NOT_CHECKED,
                Optional.empty(),
                Place.of(migration.up()),
                "The second run broke off, so nothing is known of it: " + ErrorMask.text(cause),
                "",
                Map.of());
    }

    static Finding declared(IdempotencyDeclaration declaration, List<Finding> violations) {
        return finding(
                PolicyRule.IDEMPOTENCY_DECLARED,
                Optional.empty(),
                declaration.place(),
                "A comment takes this migration out of the check, " + Quantity.of(violations.size(), "finding")
                        + ": " + violations.get(0).message().lines().findFirst().orElse("")
                        + "\nThe reason: " + declaration.reason(),
                "",
                Map.of("reason", declaration.reason()));
    }

    static Finding unused(IdempotencyDeclaration declaration) {
        return finding(
                PolicyRule.IDEMPOTENCY_DECLARATION_UNUSED,
                Optional.empty(),
                declaration.place(),
                "A comment takes this migration out of the check of second runs, and it would pass.",
                "Remove the comment.",
                Map.of("reason", declaration.reason()));
    }

    static Finding withoutReason(Place place, IdempotencyPolicy policy) {
        return invalid(
                place,
                "The comment asks for '" + policy.word() + "', gives no reason and counts for nothing.",
                "-- schemaproof:idempotency " + policy.word() + " because …");
    }

    static Finding unreadable(Place place, String text) {
        return invalid(
                place,
                "The comment asks for '" + text + "', which is no policy, and counts for nothing.",
                "-- schemaproof:idempotency required|forbidden|off because …");
    }

    static Finding repeated(Place place, IdempotencyDeclaration first) {
        return invalid(
                place,
                "The comment in line " + first.place().line() + " asks for '"
                        + first.policy().word() + "' already; this one counts for nothing.",
                "Remove one of them.");
    }

    private static Finding invalid(Place place, String message, String remedy) {
        return finding(PolicyRule.IDEMPOTENCY_DECLARATION_INVALID, Optional.empty(), place, message, remedy, Map.of());
    }

    private static String second(boolean succeeded) {
        return succeeded ? "A second run passes and " : "A second run fails, and before that it ";
    }

    /** Where the object is named; an index or a constraint without a name of its own stands where its table is. */
    private static Place place(Migration migration, Change change) {
        Script up = migration.up();
        return Place.mentioned(up, change.object())
                .or(() -> change instanceof Change.Added added
                        ? added.after().parent().flatMap(parent -> Place.mentioned(up, parent))
                        : Optional.empty())
                .orElseGet(() -> Place.of(up));
    }
}

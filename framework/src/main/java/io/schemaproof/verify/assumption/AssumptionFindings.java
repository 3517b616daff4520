package io.schemaproof.verify.assumption;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.migration.StatementErrors;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.Goals;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.ErrorFacts;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the findings for what scripts take for granted of rows. */
public final class AssumptionFindings {

    private AssumptionFindings() {}

    /** One for each condition. */
    public static List<Finding> of(Migration migration, Script script, Assumptions.Outcome outcome) {
        List<Finding> findings = new ArrayList<>();
        for (Assumptions.Broken one : outcome.broken()) {
            findings.add(assumes(migration, script, one, outcome.passes()));
        }
        return findings;
    }

    /**
     * What a down that failed on made-up rows takes for granted.
     *
     * @param database on which it failed; rows are removed there
     * @param shared whether the migration changes what all databases of a server share, so that nothing can be tried twice
     * @param circumstances when it fails and when it does not, as in {@code fails on these and passes on those}
     */
    public static List<Finding> ofDown(
            Migration migration, ObservedDatabase database, MigrationRun failed, boolean shared, String circumstances)
            throws SQLException {
        Script down = failed.script();
        Assumptions.Outcome outcome = new Assumptions(down, new Goals(), shared).clear(database, failed);
        List<Finding> findings = of(migration, down, outcome);
        if (findings.isEmpty()) {
            findings.add(unexplained(migration, failed, circumstances));
        }
        return findings;
    }

    private static Finding assumes(Migration migration, Script script, Assumptions.Broken broken, boolean proven) {
        StatementError error = error(broken.run());
        Obstacle obstacle = broken.obstacle();
        boolean up = script.equals(migration.up());
        return MigrationRule.finding(
                DataRule.ASSUMES,
                Optional.of(obstacle.table().toString()),
                new Place(error.file(), error.line()),
                "The " + (up ? "up" : "down") + " takes for granted that " + obstacle.demand()
                        + ". On made-up rows it fails"
                        + (proven ? ", and passes without those that break this: " : ": ")
                        + headline(broken, error)
                        + (broken.sample().isEmpty() ? "" : "\nOne of " + broken.rows() + ": " + broken.sample())
                        + (broken.hasQuery() ? query(broken, up) : trial(broken, up)),
                !broken.hasQuery()
                        ? "Run it on a copy of production's rows; if there are such, leave them out by a WHERE or mend them in the same script, before this statement."
                        : broken.mended() == 0
                                ? "Run the query on production; if rows may come, mend them in the same script, before this statement."
                                : "Mend these rows, too, in the same script, before this statement.",
                facts(broken, error));
    }

    private static String query(Assumptions.Broken broken, boolean up) {
        return "\nWhether production has such rows, this query tells"
                + (broken.written() ? ", on a copy, once the statements before that one have run" : "")
                + (broken.mended() == 0
                        ? ""
                        : ", once the statements before that one have run, which mend "
                                + Quantity.of(broken.mended(), "more row") + " that it finds here sooner")
                + ":\n  " + broken.obstacle().query()
                + (up
                        ? "\nIf it finds some, the migration stops the deployment. The check went on without them."
                        : "\nIf it finds some once the up is there, the migration cannot be taken back with its own script.");
    }

    private static String trial(Assumptions.Broken broken, boolean up) {
        return "\nWhether production has such rows, only the script itself tells."
                + (up
                        ? " If it has, the migration stops the deployment. The check went on "
                                + (broken.obstacle().removal().get(0).startsWith("UPDATE")
                                        ? "with such texts."
                                        : "without them.")
                        : " If it has some once the up is there, the migration cannot be taken back with its own script.");
    }

    /** Keys that the up's own rows need were taken by made-up rows, which had to go. */
    public static Finding freeKeys(Migration migration, Obstacle obstacle, long rows) {
        return MigrationRule.finding(
                DataRule.ASSUMES_FREE_KEYS,
                Optional.of(obstacle.table().toString()),
                Place.mentioned(
                                migration.up(),
                                new ObjectId(ObjectKind.TABLE, obstacle.table().toString()))
                        .orElseGet(() -> Place.of(migration.up())),
                "The up takes for granted that " + obstacle.demand() + ". " + Quantity.of(rows, "made-up row")
                        + " had such a key and went; the check was made without."
                        + "\nWhether production has such rows, this query tells:\n  " + obstacle.query(),
                "",
                Map.of("table", obstacle.table().toString(), "query", obstacle.query()));
    }

    /**
     * A script that fails on made-up rows for a reason that no constraint tells.
     *
     * @param circumstances when it fails and when it does not, as in {@code fails on these and passes on those}
     */
    static Finding unexplained(Migration migration, MigrationRun run, String circumstances) {
        StatementError error = error(run);
        Script script = run.script();
        boolean up = script.equals(migration.up());
        Map<String, String> facts = ErrorFacts.of(run.firstError().orElseThrow());
        return MigrationRule.finding(
                DataRule.ASSUMES,
                error.subject().table(),
                new Place(error.file(), error.line()),
                "The " + (up ? "up" : "down") + " " + circumstances + ": "
                        + StatementErrors.format(run.firstError().orElseThrow(), script)
                        + "\nNo constraint of the schema to come says which rows these are, so no query can be given."
                        + (up ? " The later migrations meet what could be run of this one." : ""),
                "Look for the rows that this statement cannot stand, and mend them in the same script, before it.",
                facts);
    }

    /** Of what was found that of which nothing is known yet. */
    public static List<Finding> notAmong(List<Finding> known, List<Finding> found) {
        Set<String> identities =
                known.stream().map(AssumptionFindings::identity).collect(Collectors.toSet());
        return found.stream()
                .filter(finding ->
                        !finding.rule().equals(DataRule.ASSUMES.id()) || !identities.contains(identity(finding)))
                .toList();
    }

    /** What tells one condition from another, however many rows showed it. */
    private static String identity(Finding finding) {
        String of = finding.facts().getOrDefault("query", finding.facts().getOrDefault("sqlState", ""));
        return finding.file() + " " + (of.isEmpty() ? finding.message() : of);
    }

    private static StatementError error(MigrationRun run) {
        return run.firstError().orElseThrow().error().orElseThrow();
    }

    private static String headline(Assumptions.Broken broken, StatementError error) {
        return broken.sensitive()
                ? error.file() + ":" + error.line() + ":" + error.column() + " ERROR " + error.sqlState()
                : StatementErrors.headline(
                        ErrorMask.of(broken.run().firstError().orElseThrow()));
    }

    private static Map<String, String> facts(Assumptions.Broken broken, StatementError error) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("sqlState", error.sqlState());
        facts.put("table", broken.obstacle().table().toString());
        facts.put("columns", String.join(", ", broken.obstacle().columns()));
        error.subject().constraint().ifPresent(name -> facts.put("constraint", name));
        facts.put("rows", String.valueOf(broken.rows()));
        facts.put("sample", broken.sample());
        if (broken.hasQuery()) {
            facts.put("query", broken.obstacle().query());
        }
        return facts;
    }
}

package io.schemaproof.verify.safety;

import io.schemaproof.migration.ErrorMask;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.AcceptedWrites;
import io.schemaproof.safety.Hazard;
import io.schemaproof.safety.MadeByUp;
import io.schemaproof.safety.NotTraced;
import io.schemaproof.safety.ProductionVersion;
import io.schemaproof.safety.SafetyRules;
import io.schemaproof.safety.ToleratedWait;
import io.schemaproof.safety.TracedMigration;
import io.schemaproof.safety.estimate.Production;
import io.schemaproof.safety.estimate.ProductionSizes;
import io.schemaproof.safety.estimate.WorkRates;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.LostServer;
import io.schemaproof.verify.result.MigrationLedger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Judges each up and each down by what the server does for it on tables of two sizes: what an application would have to wait for, or lose. */
public final class Safety implements FolderCheck {

    /** The name of the check. */
    static final String NAME = "safety";

    private final Optional<ProductionSizes> sizes;
    private final Optional<WorkRates> rates;

    /** With estimates where the configuration names production's sizes. */
    public Safety() {
        this(Optional.empty(), Optional.empty());
    }

    /**
     * With estimates of how long the work would take on tables of these sizes.
     *
     * @param rates how fast work is; measured on the server where they are not given
     */
    public Safety(Optional<ProductionSizes> sizes, Optional<WorkRates> rates) {
        this.sizes = sizes;
        this.rates = rates;
    }

    @Override
    public Set<String> families() {
        return Set.of("safety");
    }

    @Override
    public void verify(CheckScope scope) throws SQLException {
        Optional<ProductionSizes> known = sizes.or(() -> ProductionSizes.configuredBy(scope.configuration()));
        try (TwoSizes stages = TwoSizes.open(scope)) {
            Production production = known.map(found ->
                            Production.of(found, () -> rates.orElseGet(() -> WorkRates.measuredOn(stages.server()))))
                    .orElseGet(Production::unknown);
            EndState endState = new EndState();
            TextBeside claims = new TextBeside();
            // To the end in a shard, too: a later migration may end what one of this part has begun.
            scope.walkWhole(
                    stages::advance,
                    index -> check(scope, stages, endState, claimsOf(scope, index, claims), index, production),
                    index -> pass(scope, stages, endState, index, production));
            endState.finish(scope, stages.leftOver());
            claims.finish(scope);
        }
    }

    /** All rules, with what is known of production. */
    @FunctionalInterface
    private interface Rules {
        List<Finding> judge(TracedMigration migration);
    }

    /** Apply the up of a migration that is not judged here; what it has begun others may end, or begin again. */
    private static void pass(CheckScope scope, TwoSizes stages, EndState endState, int index, Production production)
            throws SQLException {
        MigrationLedger ledger = scope.ledger(index);
        Set<String> leftBefore = stages.leftOver().keySet();
        Optional<SchemaStep> step = stages.goThrough(ledger);
        if (step.isPresent()) {
            endState.saw(ledger, step.get().before(), step.get().after(), leftBefore, stages.leftOver());
        } else {
            check(scope, stages, endState, new TextBeside(), index, production);
        }
    }

    /** What the text of a migration claims whose result is not wanted, nobody is told. */
    private static TextBeside claimsOf(CheckScope scope, int index, TextBeside claims) {
        return scope.part().contains(index) ? claims : new TextBeside();
    }

    private static void check(
            CheckScope scope, TwoSizes stages, EndState endState, TextBeside claims, int index, Production production)
            throws SQLException {
        MigrationLedger ledger = scope.begin(index, NAME);
        Migration migration = ledger.migration();
        Map<String, String> figures = new LinkedHashMap<>();
        figures.put("rows per table", stages.sizes());
        List<Finding> findings = new ArrayList<>();
        Script script = migration.up();
        try {
            String version =
                    ProductionVersion.configuredBy(scope.configuration()).orElseGet(stages::version);
            Duration tolerated = ToleratedWait.configuredBy(scope.configuration());
            Rules rules = one -> SafetyRules.judge(one, version, tolerated);
            Set<String> leftBefore = stages.leftOver().keySet();
            AcceptedWrites writesBefore = stages.writes();
            TwoTraces up = stages.traceUp(index);
            ledger.saw(new Evidence.Locks("locks of the up", up.large()));
            figures.put("statements", String.valueOf(up.large().statements().size()));
            Optional<TracedMigration> traced = TracedMigration.of(
                            migration, up.small(), up.large(), up.before(), up.after())
                    .map(found -> found.in(production).elsewhere(up.elsewhere()));
            if (traced.isPresent() && up.error().isEmpty()) {
                traced = Optional.of(
                        traced.get().writing(writesBefore, stages.writes(), stages.policies(up.before(), up.after())));
            }
            findings.addAll(claims.weigh(ledger, traced, judge(script, up, traced, rules)));
            if (up.error().isEmpty()) {
                endState.saw(ledger, up.before(), up.after(), leftBefore, stages.leftOver());
            }
            if (up.error().isEmpty() && isDownToJudge(ledger)) {
                script = migration.down().orElseThrow();
                MadeByUp made = MadeByUp.of(up.before(), up.large());
                TwoTraces down = stages.traceDown(ledger, made, ledger.isClean());
                ledger.saw(new Evidence.Locks("locks of the down", down.large()));
                figures.put(
                        "statements of the down",
                        String.valueOf(down.large().statements().size()));
                Optional<TracedMigration> back = TracedMigration.ofDown(
                                migration, made, down.small(), down.large(), down.before(), down.after())
                        .map(found -> found.in(production).elsewhere(down.elsewhere()));
                findings.addAll(claims.weigh(ledger, back, judgeDown(findings, script, down, back, rules)));
            }
        } catch (SQLException e) {
            if (stages.isDown(e)) {
                throw e;
            }
            ledger.saw(LostServer.log(stages.server()));
            stages.startAnew(ledger.sharedObjects());
            findings.add(NotTraced.script(script, "it broke off, " + ErrorMask.text(e)));
        }
        scope.finish(ledger, NAME, findings, figures);
    }

    /** That nothing limits a wait is told once for a migration: whoever mends the up mends the down, or is told of it then. */
    private static List<Finding> judgeDown(
            List<Finding> ofUp, Script script, TwoTraces traces, Optional<TracedMigration> traced, Rules rules) {
        boolean told = ofUp.stream().anyMatch(Safety::isAboutLimits);
        return judge(script, traces, traced, rules).stream()
                .filter(finding -> !told || !isAboutLimits(finding))
                .toList();
    }

    private static boolean isAboutLimits(Finding finding) {
        return finding.rule().equals(Hazard.NO_LOCK_TIMEOUT.id());
    }

    /** A down that fails without rows, or that there is none, others tell. */
    private static boolean isDownToJudge(MigrationLedger ledger) {
        return ledger.downRan()
                && ledger.migration()
                        .down()
                        .filter(down -> !MigrationRunner.isEffectivelyEmpty(down))
                        .isPresent();
    }

    private static List<Finding> judge(Script script, TwoTraces traces, Optional<TracedMigration> traced, Rules rules) {
        return traces.error()
                .map(error -> List.of(NotTraced.script(script, "on rows it fails. " + error)))
                .orElseGet(() -> traced.map(rules::judge)
                        .orElseGet(() -> List.of(NotTraced.script(
                                script,
                                "on tables of another size it sends other statements, so they cannot be compared."))));
    }
}

package io.schemaproof.verify.result;

import io.schemaproof.catalog.ObjectId;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.verify.state.LaggingSequences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Collects what the checks of one migration say until its result is made. */
public final class MigrationLedger {

    private final Migration migration;
    private final Acceptance acceptance;
    private final SqlMask mask;
    private final CheckClock clock;
    private final List<Finding> findings = new ArrayList<>();
    /** The same, with notes for what is accepted: told, and not built on. */
    private final List<Finding> told = new ArrayList<>();

    private final List<CheckResult> checks = new ArrayList<>();
    /** Of the check that runs; what is seen once more stands for what was seen before. */
    private final Map<String, Evidence> seen = new LinkedHashMap<>();

    private OptionalDouble up = OptionalDouble.empty();
    private OptionalDouble down = OptionalDouble.empty();
    private OptionalDouble reup = OptionalDouble.empty();
    private boolean sharedObjects;
    private boolean onlyAdds;
    private Set<ObjectId> columnsAway = Set.of();
    private boolean changesFunctions;
    private FunctionChanges functionChanges = FunctionChanges.NONE;
    private boolean writesRows;
    private LaggingSequences behind = LaggingSequences.NONE;
    private Duration time = Duration.ZERO;

    /**
     * Begin one.
     *
     * @param mask that knows which tables have sensitive columns, and is told of those that this migration makes
     * @param clock of the whole verification
     */
    public MigrationLedger(Migration migration, Acceptance acceptance, SqlMask mask, CheckClock clock) {
        this.migration = migration;
        this.acceptance = acceptance;
        this.mask = mask;
        this.clock = clock;
    }

    public Migration migration() {
        return migration;
    }

    /** Keep what a check has found, and tell of its end. */
    public void finish(
            VerificationListener listener, String check, List<Finding> observed, Map<String, String> figures) {
        List<Finding> found = masked(observed);
        List<Finding> shown = found.stream().map(acceptance::apply).toList();
        findings.addAll(found);
        told.addAll(shown);
        CheckResult result =
                new CheckResult(migration, check, isClean(shown), shown, figures, List.copyOf(seen.values()));
        seen.clear();
        checks.add(result);
        isPassed();
        listener.checkFinished(result);
    }

    /** Note that what comes next is done for another migration. */
    public void isPassed() {
        time = time.plus(clock.lap());
    }

    private List<Finding> masked(List<Finding> found) {
        if (found.isEmpty()) {
            return found;
        }
        FindingMask hiding = new FindingMask(migration, mask);
        return found.stream().map(hiding::of).toList();
    }

    /** Keep what the check that runs has seen, to be shown with its end. */
    public void saw(Evidence evidence) {
        if (evidence instanceof Evidence.SchemaChange change) {
            ChangedTables.learn(mask, change.diff());
        }
        seen.put(evidence.title(), evidence);
    }

    public void up(MigrationRun run) {
        up = millis(run.time());
    }

    public void down(MigrationRun run) {
        down = millis(run.time());
    }

    public void reup(MigrationRun run) {
        reup = millis(run.time());
    }

    /** Note whether the up changes what all databases of a server share. */
    public void sharedObjects(boolean changed) {
        sharedObjects = changed;
    }

    public boolean sharedObjects() {
        return sharedObjects;
    }

    /** Note whether the up changes nothing that was there before. */
    public void onlyAdds(boolean adds) {
        onlyAdds = adds;
    }

    public boolean onlyAdds() {
        return onlyAdds;
    }

    /** Note which columns the up takes away. */
    public void columnsAway(Set<ObjectId> columns) {
        columnsAway = Set.copyOf(columns);
    }

    public Set<ObjectId> columnsAway() {
        return columnsAway;
    }

    /** Note whether the up gives functions of before another body. */
    public void changesFunctions(boolean changes) {
        changesFunctions = changes;
    }

    public boolean changesFunctions() {
        return changesFunctions;
    }

    /** Note what the up changes that functions may meet. */
    public void functionChanges(FunctionChanges changes) {
        functionChanges = changes;
    }

    public FunctionChanges functionChanges() {
        return functionChanges;
    }

    /** Note whether the up writes rows, or moves sequences, where there were none. */
    public void writesRows(boolean writes) {
        writesRows = writes;
    }

    public boolean writesRows() {
        return writesRows;
    }

    /** Note which sequences are behind what the up has written, where nobody else has written anything. */
    public void behind(LaggingSequences sequences) {
        behind = sequences;
    }

    public LaggingSequences behind() {
        return behind;
    }

    /** All findings, also those that are accepted. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    public boolean upRan() {
        return up.isPresent();
    }

    /** Whether the up ran, and holds a statement. */
    public boolean upDidSomething() {
        return upRan() && !MigrationRunner.isEffectivelyEmpty(migration.up());
    }

    public boolean downRan() {
        return down.isPresent();
    }

    public boolean reupRan() {
        return reup.isPresent();
    }

    private static OptionalDouble millis(Duration time) {
        return OptionalDouble.of(Math.round(time.toNanos() / 1e3) / 1e3);
    }

    /** The verdict so far, whatever is accepted: the first that applies in the order of {@link MigrationVerdict}. */
    public MigrationVerdict verdict() {
        return verdict(findings);
    }

    /** The verdict of the round trip alone. What others do must not depend on who of them came first, and has found something. */
    public MigrationVerdict roundTripVerdict() {
        return verdict(findings.stream()
                .filter(finding -> MigrationRule.of(finding.rule())
                        .filter(RoundTripRule.class::isInstance)
                        .isPresent())
                .toList());
    }

    /** Whether up and down close without rows, in the database alone: then a trial on a copy tells what the down does to rows. */
    public boolean closesAlone() {
        return downRan() && roundTripVerdict() == MigrationVerdict.OK && !sharedObjects;
    }

    private static MigrationVerdict verdict(List<Finding> findings) {
        return findings.stream()
                .map(MigrationVerdict::of)
                .filter(verdict -> verdict != MigrationVerdict.OK)
                .min(Comparator.naturalOrder())
                .orElse(MigrationVerdict.OK);
    }

    /** Whether the project asks for no down, and there is none. */
    public boolean goesForwardOnly() {
        return told.stream().anyMatch(finding -> finding.rule().equals(AcceptanceRule.NO_DOWN_ASKED.id()));
    }

    /** Whether nothing but notes was found. */
    public boolean isClean() {
        return isClean(findings);
    }

    private static boolean isClean(List<Finding> findings) {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
    }

    public MigrationResult result() {
        List<Finding> sorted = new ArrayList<>(told);
        sorted.sort(Comparator.comparing(Finding::severity));
        return new MigrationResult(migration, verdict(told), up, down, reup, sorted, checks, time);
    }
}

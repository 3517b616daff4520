package io.schemaproof.verify;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Collects what the checks of one migration say until its result is made. */
final class MigrationLedger {

    private final Migration migration;
    private final List<Finding> findings = new ArrayList<>();
    private OptionalDouble up = OptionalDouble.empty();
    private OptionalDouble down = OptionalDouble.empty();
    private OptionalDouble reup = OptionalDouble.empty();
    private boolean sharedObjects;
    private boolean onlyAdds;
    private boolean writesRows;

    MigrationLedger(Migration migration) {
        this.migration = migration;
    }

    Migration migration() {
        return migration;
    }

    void add(List<Finding> more) {
        findings.addAll(more);
    }

    /** Keep what a check has found, and tell of its end. */
    void finish(VerificationListener listener, String check, List<Finding> found, Map<String, String> figures) {
        add(found);
        listener.checkFinished(new CheckResult(migration, check, isClean(found), found, figures));
    }

    void up(MigrationRun run) {
        up = millis(run.time());
    }

    void down(MigrationRun run) {
        down = millis(run.time());
    }

    void reup(MigrationRun run) {
        reup = millis(run.time());
    }

    /** Note whether the up changes what all databases of a server share. */
    void sharedObjects(boolean changed) {
        sharedObjects = changed;
    }

    boolean sharedObjects() {
        return sharedObjects;
    }

    /** Note whether the up changes nothing that was there before. */
    void onlyAdds(boolean adds) {
        onlyAdds = adds;
    }

    boolean onlyAdds() {
        return onlyAdds;
    }

    /** Note whether the up writes rows, or moves sequences, where there were none. */
    void writesRows(boolean writes) {
        writesRows = writes;
    }

    boolean writesRows() {
        return writesRows;
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    boolean upRan() {
        return up.isPresent();
    }

    boolean downRan() {
        return down.isPresent();
    }

    boolean reupRan() {
        return reup.isPresent();
    }

    private static OptionalDouble millis(Duration time) {
        return OptionalDouble.of(Math.round(time.toNanos() / 1e3) / 1e3);
    }

    /** The verdict so far: the first that applies in the order of {@link MigrationVerdict}. */
    MigrationVerdict verdict() {
        return findings.stream()
                .map(MigrationVerdict::of)
                .filter(verdict -> verdict != MigrationVerdict.OK)
                .min(Comparator.naturalOrder())
                .orElse(MigrationVerdict.OK);
    }

    /** Whether nothing but notes was found. */
    boolean isClean() {
        return isClean(findings);
    }

    private static boolean isClean(List<Finding> findings) {
        return findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE);
    }

    MigrationResult result() {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::severity));
        return new MigrationResult(migration, verdict(), up, down, reup, sorted);
    }
}

package io.schemaproof.verify.upgrade;

import io.schemaproof.verify.drift.DriftReport;
import java.util.List;
import java.util.Optional;

/**
 * An upgrade from one beginning to the end.
 *
 * @param start where it begins, for people: {@code nothing}, or what a dump holds
 * @param steps the versions that were missing there, in order; none where the beginning holds them all
 * @param end how the schema at the end differs from the one that the history gives from nothing; empty for that one itself, and where a step
 *     was not applied
 * @since 0.1
 */
public record UpgradePath(String start, List<UpgradeStep> steps, Optional<DriftReport> end) {

    public UpgradePath {
        steps = List.copyOf(steps);
    }

    /** Whether it came to its end, and to the schema that was meant. */
    public boolean passed() {
        return steps.stream().allMatch(UpgradeStep::applied)
                && end.map(DriftReport::passed).orElse(true);
    }
}

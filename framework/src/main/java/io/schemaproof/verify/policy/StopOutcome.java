package io.schemaproof.verify.policy;

import io.schemaproof.migration.Interruption;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.verify.result.PolicyRule;
import java.util.List;
import java.util.Optional;

/**
 * What became of a migration that was stopped and, where something stayed behind, tried again.
 *
 * @param left what stayed behind
 * @param again the second try; empty where nothing stayed behind, so that it is the first one again
 * @param different what is not as after an undisturbed run, although the second try succeeded
 */
record StopOutcome(
        Stop stop, Interruption.Kind kind, Leftover left, Optional<MigrationRun> again, List<String> different) {

    StopOutcome {
        different = List.copyOf(different);
    }

    PolicyRule rule() {
        if (again.filter(run -> !run.succeeded()).isPresent()) {
            return PolicyRule.PARTIAL_STUCK;
        }
        return different.isEmpty() ? PolicyRule.PARTIAL_RECOVERS : PolicyRule.PARTIAL_HIDDEN;
    }

    /** Outcomes of the same key are told together. */
    String key() {
        return rule().id()
                + left.hasInvalidIndex()
                + again.flatMap(MigrationRun::firstError)
                        .flatMap(outcome -> outcome.error())
                        .map(error -> error.file() + error.line() + error.message())
                        .orElse("")
                + different;
    }
}

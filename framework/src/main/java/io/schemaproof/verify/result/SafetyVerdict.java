package io.schemaproof.verify.result;

import io.schemaproof.rule.Severity;
import io.schemaproof.safety.Hazard;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which verdict a hazard brings: {@link MigrationVerdict#UNSAFE} for an error.
 *
 * @param hazard what was found
 * @since 0.1
 */
public record SafetyVerdict(Hazard hazard) implements MigrationRule {

    @Override
    public Content content() {
        MigrationVerdict verdict = hazard.isInconclusive()
                ? MigrationVerdict.INCONCLUSIVE
                : hazard.severity() == Severity.ERROR ? MigrationVerdict.UNSAFE : MigrationVerdict.OK;
        return new Content(hazard.id(), hazard.severity(), verdict);
    }

    /** One for each hazard. */
    static SafetyVerdict[] values() {
        return Stream.of(Hazard.values()).map(SafetyVerdict::new).toArray(SafetyVerdict[]::new);
    }

    /** Return the rule with the given id. */
    public static Optional<SafetyVerdict> of(String id) {
        return MigrationRule.find(values(), id);
    }
}

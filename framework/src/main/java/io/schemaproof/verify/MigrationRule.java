package io.schemaproof.verify;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.util.Map;
import java.util.Optional;

/** A rule of a check of migrations: what can be found, how much it weighs, and which verdict it brings. */
interface MigrationRule {

    String id();

    Severity severity();

    /** The verdict that a finding of this rule brings; {@link MigrationVerdict#OK} where it brings none. */
    MigrationVerdict verdict();

    /** Make a finding of a rule. */
    static Finding finding(
            MigrationRule rule,
            Optional<String> object,
            Place place,
            String message,
            String remedy,
            Map<String, String> facts) {
        return new Finding(
                rule.id(), rule.severity(), object, Optional.of(place.file()), place.line(), message, remedy, facts);
    }
}

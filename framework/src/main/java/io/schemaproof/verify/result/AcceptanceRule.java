package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.util.Optional;
import java.util.Set;

/**
 * The rules of waivers and baselines: what becomes of a finding that a project accepts, and of what accepts nothing.
 *
 * @since 0.1
 */
public enum AcceptanceRule implements MigrationRule {
    /** A comment allows a finding, and says why. */
    WAIVED("waiver.used", Severity.NOTE),
    /** A comment allows something and gives no reason; it counts for nothing. */
    WAIVER_WITHOUT_REASON("waiver.no-reason", Severity.WARNING),
    /** A comment allows what is no rule, or cannot be read, or its word is not known; it counts for nothing. */
    WAIVER_UNKNOWN("waiver.unknown-rule", Severity.WARNING),
    /** The last day of a comment is over; it counts for nothing. */
    WAIVER_EXPIRED("waiver.expired", Severity.WARNING),
    /** A comment allows what was not found. */
    WAIVER_UNUSED("waiver.unused", Severity.WARNING),
    /** A comment for another tool is about a finding of ours; it counts for nothing here. */
    WAIVER_OF_OTHER_TOOL("waiver.other-tool", Severity.NOTE),
    /** The baseline holds a finding. */
    KNOWN("baseline.known", Severity.NOTE),
    /** The baseline holds what was not found any more. */
    GONE("baseline.gone", Severity.NOTE),
    /** A down is missing, and the project asks for none. */
    NO_DOWN_ASKED("downs.optional", Severity.NOTE);

    private static final Set<String> MISSING_DOWN = Set.of(RoundTripRule.NO_DOWN.id(), DataRule.NO_DOWN.id());

    private final String id;
    private final Severity severity;

    AcceptanceRule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    @Override
    public Content content() {
        return new Content(id, severity, MigrationVerdict.OK);
    }

    /** Whether a finding says that a migration has no down, which is accepted for one reason or another. */
    public static boolean isMissingDown(Finding finding) {
        return of(finding.rule()).isPresent()
                && MISSING_DOWN.contains(finding.facts().getOrDefault("rule", ""));
    }

    /** Whether a finding says that there is no way back, which a project that only goes forward knows. */
    public static boolean tellsOfMissingDown(Finding finding) {
        return MISSING_DOWN.contains(finding.rule());
    }

    /** Return the rule with the given id. */
    public static Optional<AcceptanceRule> of(String id) {
        return MigrationRule.find(values(), id);
    }
}

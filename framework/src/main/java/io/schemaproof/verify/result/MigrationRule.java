package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rule of a check of migrations: what can be found, how much it weighs, and which verdict it brings.
 *
 * @since 0.1
 */
public sealed interface MigrationRule permits RoundTripRule, DataRule, PolicyRule, SafetyVerdict, AcceptanceRule {

    /** What the rule is made of. */
    Content content();

    /** The name in reports, never given to another rule. */
    default String id() {
        return content().id();
    }

    /** The name of its check, which is the part of the id before the dot. */
    default String check() {
        return id().substring(0, id().indexOf('.'));
    }

    default Severity severity() {
        return content().severity();
    }

    /** The verdict that a finding of this rule brings; {@link MigrationVerdict#OK} where it brings none. */
    default MigrationVerdict verdict() {
        return content().verdict();
    }

    /** Return the rule of any check with the given id. */
    static Optional<MigrationRule> of(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** Return the rules of all checks. */
    static List<MigrationRule> all() {
        return Stream.<MigrationRule[]>of(
                        RoundTripRule.values(),
                        DataRule.values(),
                        PolicyRule.values(),
                        SafetyVerdict.values(),
                        AcceptanceRule.values())
                .flatMap(Stream::of)
                .toList();
    }

    /** Return the rule among some with the given id. */
    static <R extends MigrationRule> Optional<R> find(R[] rules, String id) {
        return Stream.of(rules).filter(rule -> rule.id().equals(id)).findFirst();
    }

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

    /**
     * What a rule is made of.
     *
     * @param id the name in reports
     * @param severity how much a finding weighs
     * @param verdict that a finding brings
     */
    record Content(String id, Severity severity, MigrationVerdict verdict) {}
}

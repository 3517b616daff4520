package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.ObjectId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the evaluation of a rule found, as data.
 *
 * @param ruleId stable, so that what is known can be kept in a file
 * @param sentence the rule as a sentence, with its reason
 * @param judged how many objects were judged
 * @param violations every one, sorted by object and message
 * @param vacuous why the rule fails although nothing violates it, where it judged nothing; else empty
 * @since 0.1
 */
public record RuleResult(
        String ruleId, String sentence, int judged, List<Violation> violations, Optional<String> vacuous) {

    private static final Comparator<Violation> ORDER =
            Comparator.comparing(Violation::object).thenComparing(Violation::message);

    public RuleResult {
        violations = violations.stream().sorted(ORDER).toList();
    }

    public boolean isPassed() {
        return violations.isEmpty() && vacuous.isEmpty();
    }

    /** The objects that violate the rule, each once, sorted. */
    public List<ObjectId> objects() {
        return violations.stream().map(Violation::object).distinct().toList();
    }

    /** The failure's text; empty where the rule passed. */
    public Optional<String> failure() {
        List<String> lines = new ArrayList<>();
        vacuous.ifPresent(why -> lines.add("Rule '" + sentence + "' judged nothing: " + why));
        if (!violations.isEmpty()) {
            lines.add("Rule '" + sentence + "' was violated (" + times(violations.size()) + "):");
            lines.add(violations.stream().map(Violation::describe).collect(Collectors.joining("\n")));
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join("\n", lines));
    }

    static String times(int count) {
        return count == 1 ? "1 time" : count + " times";
    }
}

package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import io.schemaproof.rule.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Say of each rule how much it weighs in a project, and why. Immutable: each method returns another policy.
 *
 * <p>An error fails, a warning is logged and handed over, and what is off is not judged. A rule that is named once more, by its
 * {@linkplain Rule#id() id}, weighs what was said last; so a ready policy is a beginning:
 *
 * <pre>{@code
 * SeverityPolicy shop = SeverityPolicy.of("shop")
 *         .error(ForeignKeyRules.beCoveredByIndex(), "customers are deleted on request, within the request")
 *         .warning(TypeRules.noJson(), "old tables have it")
 *         .off(TypeRules.noSerial(), "the ORM in use writes nothing else");
 *
 * shop.check(schema); // passes if all foreign keys are covered
 * shop.check(schema); // fails if one is not, and says: error in policy shop, because customers are deleted on request …
 * }</pre>
 *
 * @since 0.1
 */
public final class SeverityPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(SeverityPolicy.class);

    private final String name;
    private final Map<String, Entry> entries;
    private final @Nullable Consumer<? super String> warnings;

    private SeverityPolicy(String name, Map<String, Entry> entries, @Nullable Consumer<? super String> warnings) {
        this.name = name;
        this.entries = entries;
        this.warnings = warnings;
    }

    /** Begin a policy that says nothing yet. */
    public static SeverityPolicy of(String label) {
        if (label.isBlank()) {
            throw new IllegalArgumentException("A policy has a name, which its failures say.");
        }
        return new SeverityPolicy(label, Map.of(), null);
    }

    /** Fail where this rule is violated. */
    public SeverityPolicy error(Rule rule, String reason) {
        return with(new Entry(rule, Severity.ERROR, reason));
    }

    /** Warn where this rule is violated. */
    public SeverityPolicy warning(Rule rule, String reason) {
        return with(new Entry(rule, Severity.WARNING, reason));
    }

    /** Do not judge this rule. */
    public SeverityPolicy off(Rule rule, String reason) {
        return with(new Entry(rule, null, reason));
    }

    /**
     * Hand warnings over as well as logging them.
     *
     * @param result who keeps the warning beside the test's result: {@code reporter::publishEntry} with JUnit's TestReporter
     */
    public SeverityPolicy warningTo(Consumer<? super String> result) {
        return new SeverityPolicy(name, entries, result);
    }

    private SeverityPolicy with(Entry entry) {
        if (entry.reason.isBlank()) {
            throw new IllegalArgumentException("Say why " + entry.rule.id() + " is " + entry.word() + " in policy "
                    + name + ": who meets it in a year knows nothing else.");
        }
        Map<String, Entry> more = new LinkedHashMap<>(entries);
        more.put(entry.rule.id(), entry);
        return new SeverityPolicy(name, more, warnings);
    }

    /** Judge a database and return what was found by the rules that are not off; nothing is thrown for a violation. */
    public List<PolicyResult> evaluate(Schema schema) {
        List<PolicyResult> results = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry.severity != null) {
                results.add(new PolicyResult(entry.severity, entry.reason, entry.rule.evaluate(schema)));
            }
        }
        return results;
    }

    /**
     * Require that a database keeps the rules that are errors; all violations are reported together.
     *
     * @throws AssertionError with them, or where no rule found anything to judge
     */
    public void check(Schema schema) {
        List<String> failures = new ArrayList<>();
        boolean warned = false;
        for (Entry entry : entries.values()) {
            String text = entry.violated(schema);
            if (text != null) {
                String message = entry.word() + " in policy " + name + ", because " + entry.reason + "\n" + text;
                if (entry.severity == Severity.ERROR) {
                    failures.add(message);
                } else {
                    warned = true;
                    warn(message);
                }
            }
        }
        if (failures.isEmpty() && !warned && judgedNothing(schema)) {
            failures.add(
                    "Policy " + name + " judged nothing: none of its rules found anything to judge. The database is"
                            + " empty, or another one was meant, or the policy turns everything off.");
        }
        if (!failures.isEmpty()) {
            throw new AssertionFailedError(String.join("\n\n", failures) + turnedOff());
        }
    }

    private void warn(String message) {
        LOG.warn("A rule that only warns is violated: {}", message);
        if (warnings != null) {
            warnings.accept(message);
        }
    }

    private boolean judgedNothing(Schema schema) {
        return evaluate(schema).stream().allMatch(each -> each.result().judged() == 0);
    }

    private String turnedOff() {
        String off = entries.values().stream()
                .filter(entry -> entry.severity == null)
                .map(entry -> "\n  " + entry.rule.id() + ", because " + entry.reason)
                .collect(Collectors.joining());
        return off.isEmpty() ? "" : "\n\nNot judged in policy " + name + ":" + off;
    }

    /** One line for each rule: its weight, its id and the reason. */
    @Override
    public String toString() {
        return "policy " + name
                + entries.values().stream()
                        .map(entry -> "\n  " + entry.word() + " " + entry.rule.id() + ", because " + entry.reason)
                        .collect(Collectors.joining());
    }

    /** @param severity null where the rule is off */
    private record Entry(Rule rule, @Nullable Severity severity, String reason) {

        String word() {
            return severity == null ? "off" : severity.word();
        }

        /** What is wrong, through the rule's own check, because one that is frozen keeps what is mended. */
        @Nullable
        String violated(Schema schema) {
            if (severity == null) {
                return null;
            }
            try {
                rule.check(schema);
                return null;
            } catch (AssertionError e) {
                return String.valueOf(e.getMessage());
            }
        }
    }
}

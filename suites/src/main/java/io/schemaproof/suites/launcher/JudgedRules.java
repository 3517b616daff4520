package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.core.UndecidedException;
import io.schemaproof.assertions.rule.Rule;
import io.schemaproof.assertions.rule.RuleResult;
import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules say of a schema.
 *
 * @param subject whose schema, for people
 * @param failures what is to be said of the rules that are not kept, or of which nobody can tell
 * @param kept how many rules have judged something and found nothing
 * @param idle how many have found nothing to judge
 */
record JudgedRules(String subject, List<String> failures, int kept, int idle) {

    static JudgedRules of(List<Rule> rules, Schema schema, String subject) {
        List<String> failures = new ArrayList<>();
        int kept = 0;
        int idle = 0;
        for (Rule rule : rules) {
            // A rule that is frozen says what is new when it is evaluated, and keeps what is mended when it is checked.
            try {
                RuleResult result = rule.evaluate(schema);
                rule.check(schema);
                if (result.judged() == 0) {
                    idle++;
                } else {
                    kept++;
                }
            } catch (AssertionError e) {
                failures.add("VIOLATED  " + rule.id() + "\n  "
                        + String.valueOf(e.getMessage())
                                .replace(ConfigurationParameters.FREEZE_CREATE + "=true", "--freeze")
                                .replace("\n", "\n  "));
            } catch (UndecidedException e) {
                failures.add("INCONCLUSIVE  " + rule.id() + "\n  "
                        + String.valueOf(e.getMessage()).replace("\n", "\n  "));
            }
        }
        return new JudgedRules(subject, List.copyOf(failures), kept, idle);
    }

    /** Where no rule has found anything, nothing is known. */
    boolean passed() {
        return failures.isEmpty() && kept > 0;
    }

    String text() {
        List<String> parts = new ArrayList<>(failures);
        String sum = Quantity.of(failures.size() + kept + idle, "rule") + " on " + subject + ": " + kept + " kept, "
                + failures.size() + " not, " + idle + " with nothing to judge";
        parts.add(
                failures.isEmpty() && kept == 0
                        ? sum + "; where none has, nothing is known: the database is empty, or another schema was meant"
                        : sum);
        return String.join("\n\n", parts);
    }
}

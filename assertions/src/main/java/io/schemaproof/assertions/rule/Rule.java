package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import org.opentest4j.AssertionFailedError;

/**
 * A rule about a whole database.
 *
 * <pre>{@code
 * Rule covered = foreignKeys().that().areIn("public").should().beCoveredByIndex().because("deletes must not scan");
 * covered.check(schema);                    // throws, with every violation and SQL that mends it
 * covered.evaluate(schema).violations();    // the same as data
 * }</pre>
 *
 * @since 0.1
 */
public interface Rule {

    /** A stable name, of lower case letters, digits, dots and hyphens. */
    String id();

    /** The rule as a sentence, with its reason. */
    String sentence();

    /** Judge a database and return what was found; nothing is thrown for a violation. */
    RuleResult evaluate(Schema schema);

    /**
     * Require that a database keeps the rule.
     *
     * @throws AssertionError with all violations, or where the rule judged nothing
     */
    default void check(Schema schema) {
        evaluate(schema).failure().ifPresent(text -> {
            throw new AssertionFailedError(text);
        });
    }
}

package io.schemaproof.verify.policy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What must happen when a migration is applied a second time. Projects want opposite things, so it is a policy and no fixed
 * rule.
 *
 * @since 0.1
 */
public enum IdempotencyPolicy {
    /** A second run must succeed and change nothing, so that a deployment that broke off can be tried again. */
    REQUIRED,
    /** A second run must be refused, so that no {@code IF NOT EXISTS} hides an object that is another than meant. */
    FORBIDDEN,
    /** Nothing is asked of a second run. */
    OFF;

    /** The word in options, parameters and comments: {@code required}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Return the policy of a word. */
    public static Optional<IdempotencyPolicy> of(String word) {
        return Arrays.stream(values())
                .filter(policy -> policy.word().equals(word))
                .findFirst();
    }

    /**
     * Read the parameter {@value ConfigurationParameters#IDEMPOTENCY}.
     *
     * @throws IllegalArgumentException if its value is no policy
     */
    public static IdempotencyPolicy from(Configuration configuration) {
        String word = configuration.get(ConfigurationParameters.IDEMPOTENCY).orElse(OFF.word());
        return of(word).orElseThrow(() -> new IllegalArgumentException("Unknown policy '" + word + "' ("
                + ConfigurationParameters.IDEMPOTENCY + ", --idempotency). There are: required, forbidden and off."));
    }
}

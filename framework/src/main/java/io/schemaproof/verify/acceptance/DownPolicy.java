package io.schemaproof.verify.acceptance;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Arrays;
import java.util.Locale;

/**
 * Whether a migration needs a down. Tools such as Flyway's free edition have none, and their projects only go forward.
 *
 * @since 0.1
 */
public enum DownPolicy {
    /** A down that is missing is an error: in an emergency there is no way back but a restore. */
    REQUIRED,
    /** A down that is missing is a note. Those that are there are checked as ever. */
    OPTIONAL;

    /** The word in options and parameters: {@code required}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Read the parameter {@value ConfigurationParameters#DOWNS}.
     *
     * @throws IllegalArgumentException if its value is no policy
     */
    public static DownPolicy from(Configuration configuration) {
        String word = configuration.get(ConfigurationParameters.DOWNS).orElse(REQUIRED.word());
        return Arrays.stream(values())
                .filter(policy -> policy.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown policy '" + word + "' ("
                        + ConfigurationParameters.DOWNS + ", --downs). There are: required and optional."));
    }
}

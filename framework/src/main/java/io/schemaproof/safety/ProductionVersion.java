package io.schemaproof.safety;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The version of the server in production, as {@code SHOW server_version} says it. Of one that is not understood no rule would ever say anything.
 *
 * @since 0.1
 */
public final class ProductionVersion {

    /** Of 14 alone nobody knows whether its concurrent builds lose rows. */
    private static final Pattern FORM = Pattern.compile("(?!14(?!\\.?\\d))\\d{2}(\\.\\d+.*|\\D.*)?");

    private ProductionVersion() {}

    /**
     * Read it from {@value ConfigurationParameters#PRODUCTION_VERSION}.
     *
     * @return empty where nobody says it
     * @throws IllegalArgumentException if that is no version, or 14 without what follows
     */
    public static Optional<String> configuredBy(Configuration configuration) {
        Optional<String> version =
                configuration.get(ConfigurationParameters.PRODUCTION_VERSION).map(String::strip);
        version.filter(text -> !FORM.matcher(text).matches()).ifPresent(text -> {
            throw new IllegalArgumentException(ConfigurationParameters.PRODUCTION_VERSION + ": '" + text
                    + "' is no version such as 14.2, as SHOW server_version says it.");
        });
        return version;
    }
}

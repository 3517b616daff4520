package io.schemaproof.configuration;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Look up configuration parameters by key.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Configuration {

    /**
     * Return the value of a parameter, or empty when nobody set it.
     *
     * @param key a key of {@link ConfigurationParameters}
     */
    Optional<String> get(String key);

    /**
     * Read system properties, then environment variables: {@code schemaproof.database} is also
     * {@code SCHEMAPROOF_DATABASE}.
     */
    static Configuration ofSystem() {
        return key -> Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(
                        key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))))
                .filter(value -> !value.isBlank());
    }

    /** Read only the given values; for tests and for callers with options of their own. */
    static Configuration of(Map<String, String> values) {
        Map<String, String> copy = Map.copyOf(values);
        return key -> Optional.ofNullable(copy.get(key)).filter(value -> !value.isBlank());
    }

    /** Ask this configuration first and the other one for what this does not know. */
    default Configuration orElse(Configuration other) {
        return key -> get(key).or(() -> other.get(key));
    }
}

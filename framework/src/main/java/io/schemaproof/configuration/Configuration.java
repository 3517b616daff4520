package io.schemaproof.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

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
     * Return whether a parameter is {@code true}, in capitals too; what nobody set is not.
     *
     * @throws ConfigurationException if it is neither {@code true} nor {@code false}: whoever writes {@code 1} or {@code yes}
     *     takes what was asked for as done
     */
    default boolean isOn(String key) {
        String value = get(key).orElse("false");
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new ConfigurationException(key + " is true or false, not \"" + value + "\".");
        };
    }

    /**
     * Read system properties, then environment variables: {@code schemaproof.database} is also
     * {@code SCHEMAPROOF_DATABASE}. A key that looks like ours and is none is warned of.
     */
    static Configuration ofSystem() {
        KeyWarnings.say(UnknownKeys.ofSystem());
        return key -> Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(
                        key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'))))
                .filter(value -> !value.isBlank());
    }

    /**
     * Read a properties file of the class path, such as {@code junit-platform.properties}; where there is none, nothing is
     * set. A key that looks like ours and is none is warned of.
     */
    static Configuration ofResource(String name) {
        Properties properties = new Properties();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? Configuration.class.getClassLoader() : context;
        try (InputStream stream = loader.getResourceAsStream(name)) {
            if (stream != null) {
                properties.load(stream);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + name + " of the class path", e);
        }
        KeyWarnings.say(UnknownKeys.among(properties.stringPropertyNames(), name + ":"));
        return key -> Optional.ofNullable(properties.getProperty(key)).filter(value -> !value.isBlank());
    }

    /** Read only the given values; for tests and for callers with options of their own. A key that looks like ours and is none is warned of. */
    static Configuration of(Map<String, String> values) {
        KeyWarnings.say(UnknownKeys.among(values.keySet(), "Parameter"));
        Map<String, String> copy = Map.copyOf(values);
        return key -> Optional.ofNullable(copy.get(key)).filter(value -> !value.isBlank());
    }

    /** Ask this configuration first and the other one for what this does not know. */
    default Configuration orElse(Configuration other) {
        return key -> get(key).or(() -> other.get(key));
    }
}

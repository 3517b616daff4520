package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * That a server outlives the JVM, and is found again by the next.
 *
 * @param idle how long it waits for a next JVM before it ends by itself
 * @param alone whether nobody else may work on it meanwhile
 * @since 0.1
 */
public record Reuse(Duration idle, boolean alone) {

    /** How long a server waits where nobody says so. */
    public static final Duration IDLE_DEFAULT = Duration.ofMinutes(30);

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(s|min|h)");

    /**
     * What the configuration asks for; empty where nothing is to outlive the JVM.
     *
     * @throws DatabaseException if a value is not one of those its parameter allows
     */
    static Optional<Reuse> configuredBy(Configuration configuration) {
        Duration idle = configuration
                .get(ConfigurationParameters.DATABASE_REUSE_IDLE)
                .map(Reuse::time)
                .orElse(IDLE_DEFAULT);
        return Switches.isOn(configuration, ConfigurationParameters.DATABASE_REUSE)
                ? Optional.of(new Reuse(idle, true))
                : Optional.empty();
    }

    /** The same for one that JVMs use side by side. */
    Reuse together() {
        return new Reuse(idle, false);
    }

    private static Duration time(String value) {
        Matcher matcher = TIME.matcher(value.strip());
        if (!matcher.matches()) {
            throw new DatabaseException(ConfigurationParameters.DATABASE_REUSE_IDLE
                    + " is a time such as 90s, 30min or 8h," + " not \"" + value + "\".");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "min" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }
}

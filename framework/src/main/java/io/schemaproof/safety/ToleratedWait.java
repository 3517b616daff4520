package io.schemaproof.safety;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long clients may wait in a queue behind a migration that itself waits for a lock. It is compared with the limit that is in force
 * for a statement, such as {@code lock_timeout}, and never with a clock.
 *
 * @since 0.1
 */
public final class ToleratedWait {

    /** Whoever waits longer has given up. */
    public static final Duration DEFAULT = Duration.ofSeconds(10);

    /** Long enough for what is short, and short enough for who waits behind it. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(ms|s|min)");

    private ToleratedWait() {}

    /**
     * Read it from {@value ConfigurationParameters#TOLERATED_WAIT}.
     *
     * @throws IllegalArgumentException if that is no time, or none at all
     */
    public static Duration configuredBy(Configuration configuration) {
        return configuration
                .get(ConfigurationParameters.TOLERATED_WAIT)
                .map(ToleratedWait::parse)
                .orElse(DEFAULT);
    }

    private static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (form.matches()) {
            long number = Long.parseLong(form.group(1));
            Duration wait = switch (form.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
            if (!wait.isZero()) {
                return wait;
            }
        }
        throw new IllegalArgumentException(
                "'" + text + "' is no time that somebody waits (" + ConfigurationParameters.TOLERATED_WAIT
                        + ", --tolerate-wait). Write one as for lock_timeout: 500ms, 2s, 1min.");
    }

    /** A limit that is short enough, as SET takes it: {@code '2s'}, or less where less is tolerated. */
    public static String setting(Duration tolerated) {
        return tolerated.compareTo(SHORT) >= 0 ? "'" + SHORT.toSeconds() + "s'" : "'" + tolerated.toMillis() + "ms'";
    }

    /** For people. */
    public static String words(Duration wait) {
        return wait.toMillis() % 1000 == 0 ? wait.toSeconds() + " s" : wait.toMillis() + " ms";
    }
}

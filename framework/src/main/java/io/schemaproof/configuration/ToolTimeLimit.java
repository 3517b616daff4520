package io.schemaproof.configuration;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long another tool may take for one step: a shell command, or its library. A tool that waits for an answer, for a lock that it holds
 * itself, or for a network that is not there would wait without end.
 *
 * @param duration the time
 * @since 0.1
 */
public record ToolTimeLimit(Duration duration) {

    /** For a tool that starts a framework and loads an application. */
    private static final Duration DEFAULT = Duration.ofMinutes(10);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(ms|s|min|h)");

    private static final Map<String, Duration> UNITS = Map.of(
            "ms",
            Duration.ofMillis(1),
            "s",
            Duration.ofSeconds(1),
            "min",
            Duration.ofMinutes(1),
            "h",
            Duration.ofHours(1));

    /**
     * Read it from {@value ConfigurationParameters#MIGRATIONS_TIME_LIMIT}, which {@code junit-platform.properties} may hold, too.
     *
     * @throws ConfigurationException if that is no time
     */
    public static ToolTimeLimit ofSystem() {
        return of(Configuration.ofSystem().orElse(Configuration.ofResource("junit-platform.properties")));
    }

    static ToolTimeLimit of(Configuration configuration) {
        return new ToolTimeLimit(configuration
                .get(ConfigurationParameters.MIGRATIONS_TIME_LIMIT)
                .map(ToolTimeLimit::parse)
                .orElse(DEFAULT));
    }

    private static Duration parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        Optional<Duration> limit = form.matches()
                ? Optional.ofNullable(UNITS.get(form.group(2)))
                        .map(unit -> unit.multipliedBy(Long.parseLong(form.group(1))))
                : Optional.empty();
        return limit.filter(time -> !time.isZero())
                .orElseThrow(() -> new ConfigurationException("'" + text + "' is no time that a tool may take ("
                        + ConfigurationParameters.MIGRATIONS_TIME_LIMIT + "). Write one such as 90s, 30min or 2h."));
    }

    /** The limit in words, such as {@code 10 min}. */
    public String words() {
        long seconds = duration.toSeconds();
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }

    /** What to do where it is too short. */
    public static String remedy() {
        return "Make it end, or allow it more time with " + ConfigurationParameters.MIGRATIONS_TIME_LIMIT
                + " (such as 30min).";
    }
}

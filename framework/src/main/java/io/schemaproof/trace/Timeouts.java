package io.schemaproof.trace;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The limits in force when a statement began; zero means no limit.
 *
 * @param lock {@code lock_timeout}
 * @param statement {@code statement_timeout}
 * @param transaction {@code transaction_timeout}, which PostgreSQL has from 17; zero before
 * @since 0.1
 */
public record Timeouts(Duration lock, Duration statement, Duration transaction) {

    /** No limit at all. */
    public static final Timeouts NONE = new Timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** A value as {@code current_setting} writes it: an integer and a unit, or 0. */
    static Duration duration(String setting) {
        String digits = setting.replaceAll("\\D", "");
        long number = digits.isEmpty() ? 0 : Long.parseLong(digits);
        return Duration.of(
                number,
                switch (setting.replaceAll("[\\d-]", "")) {
                    case "d" -> ChronoUnit.DAYS;
                    case "h" -> ChronoUnit.HOURS;
                    case "min" -> ChronoUnit.MINUTES;
                    case "s" -> ChronoUnit.SECONDS;
                    default -> ChronoUnit.MILLIS;
                });
    }
}

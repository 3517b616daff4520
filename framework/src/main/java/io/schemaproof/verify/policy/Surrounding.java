package io.schemaproof.verify.policy;

import java.util.List;
import java.util.Locale;

/** What may be another where a migration is applied once more, and must not show in the schema. */
enum Surrounding {
    /** Nothing but the moment; and random values. */
    NOTHING(
            "the clock or a random value: each run gives another",
            "Write an expression that is evaluated when it is used: now() and not 'now'::timestamp. Give objects fixed names."),
    CLOCK("the clock: a run on another day gives another", NOTHING.remedy),
    /** Not moved by {@link #CLOCK}, but by a time zone in which it is another day. */
    DATE("the date: a run on another day gives another", NOTHING.remedy),
    TIME_ZONE(
            "the time zone of the session",
            "Write the zone down: '2024-01-31 12:00+00', or SET LOCAL TimeZone = 'UTC'; at the beginning."),
    /** Only so far that it is the same day there, and what follows the date can be told from what follows the zone. */
    TIME_ZONE_OF_THE_DAY(TIME_ZONE.words, TIME_ZONE.remedy),
    FORMATS(
            "DateStyle, IntervalStyle or the locale of the session",
            "Write dates as 2024-01-31 and intervals as '1 month', or set the format at the beginning."),
    USER("the user who applies it", "Name the role that is meant instead of current_user."),
    DATABASE_NAME("the name of the database", "Leave current_database() out of what is kept."),
    UNKNOWN(
            "something that could not be told",
            "Look for the clock, random values, current_user, current_database() and settings in it.");

    /** Another order of day and month, and other outputs; those of locales are tried one after the other. */
    static final List<String> FORMAT_SETTINGS =
            List.of("SET datestyle = 'ISO, DMY'", "SET intervalstyle = 'sql_standard'");

    static final List<String> LOCALES =
            List.of("de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "fr_FR.utf8", "C.UTF-8", "C.utf8", "POSIX");

    private final String words;
    private final String remedy;

    Surrounding(String words, String remedy) {
        this.words = words;
        this.remedy = remedy;
    }

    /** The word in facts, such as {@code time zone}. */
    String word() {
        Surrounding named = this == TIME_ZONE_OF_THE_DAY ? TIME_ZONE : this;
        return named.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** As the object of "it follows". */
    String words() {
        return words;
    }

    String remedy() {
        return remedy;
    }
}

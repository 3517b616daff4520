package io.schemaproof.assertions.rows;

import java.util.regex.Pattern;

/** Texts of days and times that say more than a type holds: the server drops the rest without a word. */
final class TemporalText {

    private static final Pattern TIME = Pattern.compile("\\d:\\d\\d");
    private static final Pattern MIDNIGHT = Pattern.compile("(?<!\\d)00?:00(?::00(?:\\.0*)?)?(?![\\d:.])");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d");

    /** One that is not UTC, in which who writes it may mean what the column holds. */
    private static final Pattern ZONE = Pattern.compile("\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?\\s*"
            + "(?:[+-](?!00?(?::?00)*(?!\\d))\\d|[A-Z]{1,4}T(?!\\w)|[A-Z][A-Za-z_]+/[A-Z])(?<!GMT)");

    private TemporalText() {}

    /** What of a text a type does not hold, for people; empty where it holds all of it. */
    static String beyond(String type, String text) {
        return switch (type) {
            case "date" -> TIME.matcher(text).find() && !MIDNIGHT.matcher(text).find() ? "the time" : "";
            case "timestamp without time zone" -> ZONE.matcher(text).find() ? "the zone" : "";
            case "time without time zone" ->
                DAY.matcher(text).find() ? "the day" : ZONE.matcher(text).find() ? "the zone" : "";
            default -> "";
        };
    }
}

package io.schemaproof.assertions.core;

import java.util.Locale;

/** Write numbers as messages show them, alike on every machine. */
public final class Figures {

    private Figures() {}

    /** A whole number with its thousands apart: {@code 1,122,644}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** What is allowed: {@code 6}, {@code 6 to 1,000} or {@code 6 or more}. */
    public static String range(long least, long most) {
        if (least == most) {
            return grouped(least);
        }
        return grouped(least) + (most == Long.MAX_VALUE ? " or more" : " to " + grouped(most));
    }
}

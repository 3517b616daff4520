package io.schemaproof.assertions.core;

import java.util.Locale;

/** Write numbers as messages show them, alike on every machine. */
public final class Figures {

    private Figures() {}

    /** A whole number with its thousands apart: {@code 1,122,644}. */
    public static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}

package io.schemaproof.base;

import java.util.regex.Pattern;

/** Look for a name in a text where it stands for itself and is no part of a longer one. */
public final class WholeWord {

    private WholeWord() {}

    /** Return a pattern that finds the name, in small or capital letters. */
    public static Pattern pattern(String name) {
        return Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + "(?![\\w$])", Pattern.CASE_INSENSITIVE);
    }

    /** Whether the name stands in the text, in small or capital letters. */
    public static boolean in(String text, String name) {
        return pattern(name).matcher(text).find();
    }
}

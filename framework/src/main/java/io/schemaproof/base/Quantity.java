package io.schemaproof.base;

/** Write a number with its noun. */
public final class Quantity {

    private Quantity() {}

    /** Return the number and its noun, in the plural where that is due: {@code 1 row}, {@code 5 rows}, {@code 2 indexes}. */
    public static String of(long number, String noun) {
        return number + " " + (number == 1 ? noun : plural(noun));
    }

    private static String plural(String noun) {
        if (noun.endsWith("s")) {
            return noun;
        }
        if (noun.endsWith("x")) {
            return noun + "es";
        }
        return noun.endsWith("y") && !noun.endsWith("key") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
    }
}

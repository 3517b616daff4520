package io.schemaproof.base;

/** Write a number with its noun. */
public final class Quantity {

    private Quantity() {}

    /** Return the number and its noun, in the plural where that is due: {@code 1 row}, {@code 5 rows}. */
    public static String of(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}

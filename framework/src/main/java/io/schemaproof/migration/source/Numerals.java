package io.schemaproof.migration.source;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Numbers separated by dots, compared as numbers: 1.10 comes after 1.9, and 01 is 1. */
record Numerals(List<BigInteger> parts) implements Comparable<Numerals> {

    private static final Pattern SEPARATOR = Pattern.compile("[._]");
    private static final Comparator<List<BigInteger>> ORDER = Numerals::compareParts;

    Numerals {
        parts = List.copyOf(parts);
    }

    /** Parse digits with {@code .} or {@code _} between them; zeros at the end do not count, as with Flyway. */
    static Numerals parse(String text) {
        List<BigInteger> parts = new ArrayList<>();
        for (String part : SEPARATOR.split(text, -1)) {
            parts.add(new BigInteger(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
            parts.remove(parts.size() - 1);
        }
        return new Numerals(parts);
    }

    @Override
    public int compareTo(Numerals other) {
        return ORDER.compare(parts, other.parts);
    }

    private static int compareParts(List<BigInteger> left, List<BigInteger> right) {
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            BigInteger l = i < left.size() ? left.get(i) : BigInteger.ZERO;
            BigInteger r = i < right.size() ? right.get(i) : BigInteger.ZERO;
            int order = l.compareTo(r);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}

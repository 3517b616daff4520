package io.schemaproof.safety;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/** Writes estimates with two digits: more would promise what nobody knows. */
final class Magnitude {

    private static final double KILO = 1000;
    private static final double KIBI = 1024;
    private static final int TURN = 100;
    private static final double MINUTE = 60;

    private Magnitude() {}

    /** Such as {@code 240 ms}, {@code 4.2 s}, {@code 12 min}. */
    static String seconds(double seconds) {
        if (seconds < 1) {
            return digits(Math.max(1, seconds * KILO)) + " ms";
        }
        if (seconds < TURN) {
            return digits(seconds) + " s";
        }
        return seconds < TURN * MINUTE ? digits(seconds / MINUTE) + " min" : digits(seconds / MINUTE / MINUTE) + " h";
    }

    /** Such as {@code 840}, {@code 12 k}, {@code 1.2 M}. */
    static String of(double number) {
        return scaled(number, KILO, List.of("", " k", " M", " G", " T"));
    }

    /** Such as {@code 14 GB}; kilobytes are 1024 bytes, as the server's. */
    static String bytes(double bytes) {
        return scaled(bytes, KIBI, List.of(" bytes", " kB", " MB", " GB", " TB"));
    }

    private static String scaled(double number, double step, List<String> units) {
        double rest = number;
        int unit = 0;
        while (rest >= step && unit < units.size() - 1) {
            rest /= step;
            unit++;
        }
        return digits(rest) + units.get(unit);
    }

    private static String digits(double number) {
        return number >= TURN
                ? String.valueOf(Math.round(number))
                : new BigDecimal(number)
                        .round(new MathContext(2, RoundingMode.HALF_UP))
                        .stripTrailingZeros()
                        .toPlainString();
    }
}

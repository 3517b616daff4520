package io.schemaproof.verify.rows;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/** A value for which a comparison with a constant is true. */
final class MeetingValue {

    private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?");

    /** Also the first part of a moment. */
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}(?:[ T].*)?");

    private static final int DAY_LENGTH = 10;

    private MeetingValue() {}

    /**
     * One beside the constant: the next whole number, or the next day.
     *
     * @param operator as {@code <=}, or a word in capital letters
     * @return empty where none can be said, as of a text that is larger than another one
     */
    static Optional<String> of(String operator, String constant) {
        return switch (operator) {
            case "=", "<=", ">=", "IN", "BETWEEN" -> Optional.of(constant);
            case "LIKE", "ILIKE" -> Optional.of(constant.replace("%", "x"));
            case "<" -> beside(constant, -1);
            case ">" -> beside(constant, 1);
            default -> Optional.empty();
        };
    }

    private static Optional<String> beside(String constant, int step) {
        if (NUMBER.matcher(constant).matches()) {
            return Optional.of(
                    new BigDecimal(constant).add(BigDecimal.valueOf(step)).toPlainString());
        }
        if (!DAY.matcher(constant).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(constant.substring(0, DAY_LENGTH))
                    .plusDays(step)
                    .toString());
        } catch (DateTimeException e) {
            // Such as the 31st of a month that has none, which the server refuses, too.
            return Optional.empty();
        }
    }
}

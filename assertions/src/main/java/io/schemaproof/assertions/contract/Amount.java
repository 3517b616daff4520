package io.schemaproof.assertions.contract;

/**
 * How many there have to be.
 *
 * @param least 0 for any number
 * @param most {@link Long#MAX_VALUE} for any number
 * @since 0.1
 */
public record Amount(long least, long most) {

    public Amount {
        if (least < 0 || most < least) {
            throw new IllegalArgumentException("Not a number from " + least + " to " + most + ".");
        }
        if (least == 0 && most == Long.MAX_VALUE) {
            throw new IllegalArgumentException("At least 0 is always so: nothing would be checked.");
        }
    }

    /** Exactly so many. */
    public static Amount exactly(long count) {
        return new Amount(count, count);
    }

    /** So many or more. */
    public static Amount atLeast(long count) {
        return new Amount(count, Long.MAX_VALUE);
    }

    /** So many or fewer. */
    public static Amount atMost(long count) {
        return new Amount(0, count);
    }
}

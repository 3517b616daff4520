package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What is demanded of the rows of a table or view.
 *
 * @param count how many there are
 * @since 0.1
 */
public record RowContract(Optional<Amount> count, List<RowCheckContract> checks) {

    public RowContract {
        checks = List.copyOf(checks);
        if (count.isEmpty() && checks.isEmpty()) {
            throw new IllegalArgumentException(
                    "Nothing is demanded of the rows, so that nothing would be checked: write \"count\" or \"checks\".");
        }
    }

    /** A number of rows. */
    public static RowContract of(Amount count) {
        return new RowContract(Optional.of(count), List.of());
    }
}

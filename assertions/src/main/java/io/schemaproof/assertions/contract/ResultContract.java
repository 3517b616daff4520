package io.schemaproof.assertions.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a query has to return. The server makes values of its columns' types of the texts.
 *
 * @param count how many rows
 * @param rows exactly these
 * @param inOrder whether in this order
 * @param contained rows among those that are returned
 * @since 0.1
 */
public record ResultContract(
        Optional<Amount> count,
        Optional<List<List<@Nullable String>>> rows,
        boolean inOrder,
        List<List<@Nullable String>> contained) {

    public ResultContract {
        rows = rows.map(ResultContract::copy);
        contained = copy(contained);
        if (count.isEmpty() && rows.isEmpty() && contained.isEmpty()) {
            throw new IllegalArgumentException("Nothing is demanded of the result, so that nothing would be checked.");
        }
    }

    /** With the NULLs, which {@link List#copyOf} refuses. */
    private static List<List<@Nullable String>> copy(List<List<@Nullable String>> rows) {
        List<List<@Nullable String>> copy = new ArrayList<>();
        rows.forEach(row -> copy.add(Collections.unmodifiableList(new ArrayList<>(row))));
        return Collections.unmodifiableList(copy);
    }
}

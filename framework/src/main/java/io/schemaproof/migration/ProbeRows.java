package io.schemaproof.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one command of a {@link StatementProbe} returned.
 *
 * @param columns names of the columns; empty where it returns no rows
 * @param rows text of the values, null for NULL
 * @since 0.1
 */
public record ProbeRows(List<String> columns, List<List<@Nullable String>> rows) {

    static ProbeRows of(ServerReply.Result result) {
        return new ProbeRows(result.columns(), result.rows());
    }
}

package io.schemaproof.migration;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the server answered to one message.
 *
 * @param results one for each statement of the message that ended well
 * @param notices notices and warnings, as {@code SEVERITY: message}
 * @param error the first error; empty where all went well
 * @param nanos time until the answer was complete
 */
record ServerReply(List<Result> results, List<String> notices, Optional<SQLException> error, long nanos) {

    ServerReply {
        results = List.copyOf(results);
        notices = List.copyOf(notices);
    }

    boolean succeeded() {
        return error.isEmpty();
    }

    /** The result of the last statement, where all have succeeded and it returns rows: what psql looks at of several in one message. */
    Optional<Result> lastRows() {
        return results.isEmpty() || error.isPresent()
                ? Optional.empty()
                : Optional.of(results.get(results.size() - 1))
                        .filter(result -> !result.columns().isEmpty());
    }

    /** Rows of the last result, or -1 where it reports none. */
    long rows() {
        return results.isEmpty() ? -1 : results.get(results.size() - 1).count();
    }

    /**
     * The result of one statement.
     *
     * @param count rows affected or returned, or -1
     * @param columns names of the columns; empty where it returns no rows
     * @param rows text of the values, null for NULL
     * @param notices those that came before its end and after that of the statement before it
     */
    record Result(long count, List<String> columns, List<List<@Nullable String>> rows, List<String> notices) {}

    /** The notices that came after a number of results. */
    List<String> noticesAfter(int some) {
        List<String> later = new ArrayList<>(notices);
        results.subList(0, some).forEach(result -> result.notices().forEach(later::remove));
        return later;
    }
}

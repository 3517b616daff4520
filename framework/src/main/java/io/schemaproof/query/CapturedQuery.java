package io.schemaproof.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that went through {@link CapturedQueries}.
 *
 * @param query the statement with the values it was executed with, on the database itself; of a batch the first values
 * @param kind what it does
 * @param values the values of each execution that was sent at once, those of {@code query} first; one set without a batch
 * @param batchSize how many executions were sent at once; 1 without a batch. Each text of a batch of texts is a statement of
 *     its own, with the size of the whole batch
 * @since 0.1
 */
public record CapturedQuery(Query query, StatementKind kind, List<List<@Nullable Object>> values, int batchSize) {

    public CapturedQuery {
        values = values.stream()
                .map(set -> Collections.unmodifiableList(new ArrayList<>(set)))
                .toList();
    }

    /** The statement in one line with all values as question marks. */
    public String text() {
        return StatementKind.withoutLiterals(query.sql());
    }

    /** The statement once for each execution that was sent at once. */
    public List<Query> executions() {
        return values.stream()
                .map(set -> new Query(query.dataSource(), query.sql(), set))
                .toList();
    }
}

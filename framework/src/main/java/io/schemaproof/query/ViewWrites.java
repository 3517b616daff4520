package io.schemaproof.query;

import java.util.Set;

/**
 * What may be written through a view, by the server's rules, by triggers or by rules of its own.
 *
 * @param statements of {@code INSERT}, {@code UPDATE} and {@code DELETE}
 * @param columns that take values, as stored, without quotes
 * @since 0.1
 */
public record ViewWrites(Set<String> statements, Set<String> columns) {

    public ViewWrites {
        statements = Set.copyOf(statements);
        columns = Set.copyOf(columns);
    }
}

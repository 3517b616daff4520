package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Optional;

/**
 * What a view or a materialized view has to be.
 *
 * @param query the server says whether it stores both in the same words
 * @param mayBeUnfilled whether a materialized view passes that is there WITH NO DATA, each query of which fails
 * @param options as in parentheses behind WITH, such as {@code security_invoker=true}, sorted
 * @param columns those that have a default or a comment; the others have neither
 * @param indexes of a materialized view
 * @since 0.1
 */
public record ViewContract(
        String query,
        boolean isMaterialized,
        boolean mayBeUnfilled,
        List<String> options,
        List<ViewColumnContract> columns,
        List<IndexContract> indexes,
        Optional<String> comment) {

    public ViewContract {
        options = options.stream().sorted().toList();
        columns = List.copyOf(columns);
        indexes = List.copyOf(indexes);
        if (!isMaterialized && !indexes.isEmpty()) {
            throw new IllegalArgumentException("Only a materialized view has indexes.");
        }
        if (!isMaterialized && mayBeUnfilled) {
            throw new IllegalArgumentException("Only a materialized view can be unfilled.");
        }
        if (isMaterialized
                && columns.stream()
                        .anyMatch(column -> column.defaultExpression().isPresent())) {
            throw new IllegalArgumentException("A column of a materialized view has no default.");
        }
    }

    /** A view without options. */
    public static ViewContract view(String query) {
        return new ViewContract(query, false, false, List.of(), List.of(), List.of(), Optional.empty());
    }

    /** A materialized view without indexes. */
    public static ViewContract materializedView(String query) {
        return new ViewContract(query, true, false, List.of(), List.of(), List.of(), Optional.empty());
    }

    /** The same where rows are not demanded: WITH NO DATA passes. */
    public ViewContract perhapsUnfilled() {
        return new ViewContract(query, isMaterialized, true, options, columns, indexes, comment);
    }

    /** The same with options. */
    public ViewContract with(String... otherOptions) {
        return new ViewContract(query, isMaterialized, mayBeUnfilled, List.of(otherOptions), columns, indexes, comment);
    }

    /** The same with a column that has a default or a comment. */
    public ViewContract column(ViewColumnContract column) {
        return new ViewContract(
                query, isMaterialized, mayBeUnfilled, options, TableConstraints.and(columns, column), indexes, comment);
    }

    /** The same with an index. */
    public ViewContract index(IndexContract index) {
        return new ViewContract(
                query, isMaterialized, mayBeUnfilled, options, columns, TableConstraints.and(indexes, index), comment);
    }

    /** The same with a comment. */
    public ViewContract withComment(String text) {
        return new ViewContract(query, isMaterialized, mayBeUnfilled, options, columns, indexes, Optional.of(text));
    }
}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tell whether a query meets rows: what it takes on empty tables says nothing of what it takes. */
final class RowsToRead {

    private RowsToRead() {}

    /** The failure where none of the tables that it reads holds a row; a query that reads no table needs none. */
    static Optional<Failure> missing(Query query) {
        List<Relation> read = query.explain(ExplainOptions.plan())
                .nodes()
                .filter(PlanNode::isScan)
                .flatMap(node -> node.relation().stream())
                .distinct()
                .sorted()
                .toList();
        Sql sql = new Sql(query.dataSource());
        if (read.isEmpty() || read.stream().anyMatch(relation -> holdsRows(sql, relation))) {
            return Optional.empty();
        }
        return Optional.of(Failure.expected("a query that meets rows, to be measured")
                .butWas(
                        "at least one row in a table that it reads",
                        "none in " + read.stream().map(Relation::toString).collect(Collectors.joining(", "))
                                + ": nothing was measured")
                .line("Put rows in first, or write no_rows: passes if that is meant.")
                .undecided());
    }

    /** One that only the view above it may read, or that is elsewhere, is taken to hold some. */
    private static boolean holdsRows(Sql sql, Relation relation) {
        try {
            return "true"
                    .equals(String.valueOf(sql.value("SELECT EXISTS (SELECT 1 FROM " + relation.quoted() + ")::text")));
        } catch (QueryException e) {
            return true;
        }
    }
}

package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Say when a plan may only be wrong because nobody ran ANALYZE. */
final class StatisticsHint {

    private StatisticsHint() {}

    static Optional<String> of(Sql sql, QueryPlan plan) {
        List<Relation> scanned = plan.nodes()
                .flatMap(node -> node.relation().stream())
                .distinct()
                .filter(relation -> !sql.rows(
                                // The table behind the view is for superusers; a column's owner sees it in the view.
                                "SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace"
                                        + " WHERE c.oid = pg_catalog.to_regclass(?) AND relkind IN ('r','m')"
                                        + " AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_stats"
                                        + " WHERE schemaname = nspname AND tablename = relname)"
                                        + " AND pg_catalog.pg_relation_size(c.oid) > 0",
                                Names.sql(List.of(relation.schema(), relation.name())))
                        .isEmpty())
                .toList();
        return scanned.isEmpty()
                ? Optional.empty()
                : Optional.of("Cause? Never analysed: "
                        + String.join(
                                ", ", scanned.stream().map(Relation::toString).toList())
                        + ". Load the rows, then: "
                        + String.join(
                                " ",
                                scanned.stream()
                                        .flatMap(r -> Stream.of("VACUUM (ANALYZE) " + r + ";"))
                                        .toList()));
    }
}

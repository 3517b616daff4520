package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.PlanContract;
import io.schemaproof.assertions.contract.ResultContract;
import io.schemaproof.assertions.query.Buffers;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.query.PlanCacheMode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Turn what a contract demands of a query into the assertions on it that say it. */
final class QueryDemands {

    private QueryDemands() {}

    static void result(QueryAssert query, ResultContract expected) {
        expected.count().ifPresent(amount -> query.rows(rows -> RowDemands.count(rows, amount)));
        expected.rows().ifPresent(rows -> {
            if (rows.isEmpty()) {
                query.returnsNoRows();
            } else if (expected.inOrder()) {
                query.returnsExactly(values(rows));
            } else {
                query.returnsExactlyInAnyOrder(values(rows));
            }
        });
        if (!expected.contained().isEmpty()) {
            query.contains(values(expected.contained()));
        }
    }

    private static @Nullable Object[] values(List<List<@Nullable String>> rows) {
        return rows.stream().map(row -> row.size() == 1 ? row.get(0) : row).toArray();
    }

    /** @param qualified gives a table's name a schema */
    static void plan(QueryAssert query, PlanContract expected, UnaryOperator<String> qualified) {
        QueryAssert judged = expected.modes().size() > 1
                ? query.underBothPlans()
                : expected.modes().contains(PlanCacheMode.GENERIC) ? query.underGenericPlan() : query;
        expected.usableIndexes().forEach(index -> judged.canUseIndex(qualified.apply(index)));
        expected.usedIndexes().forEach(index -> judged.choosesIndex(qualified.apply(index)));
        if (expected.avoidsSeqScan()) {
            judged.hasNoSeqScan();
        }
        expected.noSeqScanOn().forEach(table -> judged.hasNoSeqScanOn(qualified.apply(table)));
        if (expected.avoidsSort()) {
            judged.avoidsSort();
        }
        expected.buffers().ifPresent(most -> judged.readsAtMost(new Buffers(most)));
        expected.rowsRead().ifPresent(judged::readsRowsAtMost);
    }
}

package io.schemaproof.assertions.query;

import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.ScanMethod;
import java.util.Set;

/**
 * Assert on what a plan does with one table, its partitions included, or with one of several uses of it.
 *
 * <p>Of two uses of one table, one is found by its key and one by a column without an index:
 *
 * <pre>{@code
 * assertThat(query).onAlias("parent", t -> t.choosesIndex("customers_pkey")); // passes
 * assertThat(query).onAlias("c", t -> t.hasNoSeqScan()); // fails, and shows the scan
 * }</pre>
 *
 * @since 0.1
 */
public class PlanTableAssert extends AbstractPlanAssert<PlanTableAssert> {

    private final PlanScope scope;

    PlanTableAssert(Query actual, PlanScope scope, Set<PlanCacheMode> modes, AdviceText advice) {
        super(actual, advice, PlanTableAssert.class);
        this.scope = scope;
        under(modes);
    }

    @Override
    PlanScope scope() {
        return scope;
    }

    /** Require that it is read by an index, by a plain, an index-only or a bitmap scan. */
    public PlanTableAssert choosesIndex(String index) {
        IndexChoice choice = new IndexLookup(sql()).named(index, where());
        return planned(view -> IndexChecks.chosen(view, choice));
    }

    /** Require that every read of it is by an index, whichever. */
    public PlanTableAssert choosesAnyIndex() {
        return isReadBy(ScanMethod.INDEX, ScanMethod.INDEX_ONLY, ScanMethod.BITMAP);
    }

    /** Require that every read of it is in one of these ways. */
    public PlanTableAssert isReadBy(ScanMethod... methods) {
        return planned(view -> ScanChecks.readBy(view, methods));
    }

    /** Require that it stands in the plan so many times; partitions of one use count once. */
    public PlanTableAssert isReadTimes(int times) {
        return planned(view -> ScanChecks.scannedTimes(view, times));
    }
}

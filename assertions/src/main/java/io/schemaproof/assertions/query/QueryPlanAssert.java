package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PairedTiming;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.RateLimit;
import io.schemaproof.query.Relation;
import io.schemaproof.query.TimeLimit;
import io.schemaproof.query.Timing;
import io.schemaproof.query.TimingVerdict;
import io.schemaproof.verify.result.AssertedEvidence.Outcome;
import io.schemaproof.verify.result.Evidence;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Assert on how the server runs a query, and how long that takes.
 *
 * <p>One looks up by the primary key, the other by a name that no index has:
 *
 * <pre>{@code
 * assertThat(byId).choosesIndex("customers_pkey").hasNoSeqScan(); // passes
 * assertThat(byName).hasNoSeqScanOn("customers"); // fails, and shows the scan in the plan
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class QueryPlanAssert<S extends QueryPlanAssert<S>> extends AbstractPlanAssert<S> {

    private boolean modeChosen;

    protected QueryPlanAssert(Query actual, Class<?> selfType) {
        super(actual, selfType);
    }

    @Override
    PlanScope scope() {
        return PlanScope.WHOLE;
    }

    /** Judge from here on the plan that is made without looking at the values of the parameters. */
    public S underGenericPlan() {
        modeChosen = true;
        return under(EnumSet.of(PlanCacheMode.GENERIC));
    }

    /** Judge from here on the plan that is made for the values of the parameters; the default. */
    public S underCustomPlan() {
        modeChosen = true;
        return under(EnumSet.of(PlanCacheMode.CUSTOM));
    }

    /** Judge from here on both kinds of plan, because the server may go over from one to the other. */
    public S underBothPlans() {
        modeChosen = true;
        return under(EnumSet.allOf(PlanCacheMode.class));
    }

    /** Require that the query can search an index, whatever the planner prefers with the rows there are now. */
    public S canUseIndex(String index) {
        return canUse(lookup().named(index, where()));
    }

    /** Require that the query can search some index of a table by all these columns, which must be its first keys. */
    public S canUseIndexOn(String table, String... columns) {
        return canUse(lookup().on(table, columns, where(), this::advice));
    }

    /** Require that the query can search some index of a table by all these columns, which must be its first keys. */
    public S canUseIndexOn(Table<?> table, Field<?>... columns) {
        return canUseIndexOn(Names.of(table), names(columns));
    }

    /** Require that the planner uses an index, by a plain, an index-only or a bitmap scan. */
    public S choosesIndex(String index) {
        IndexChoice choice = lookup().named(index, where());
        return planned(view -> IndexChecks.chosen(view, choice));
    }

    /** Require that the planner uses some index of a table that begins with these columns. */
    public S choosesIndexOn(String table, String... columns) {
        IndexChoice choice = lookup().on(table, columns, where(), this::advice);
        return planned(view -> IndexChecks.chosen(view, choice));
    }

    /** Require that the planner uses some index of a table that begins with these columns. */
    public S choosesIndexOn(Table<?> table, Field<?>... columns) {
        return choosesIndexOn(Names.of(table), names(columns));
    }

    /** Require that every read of a table is by an index, whichever. */
    public S choosesAnyIndexOn(String table) {
        return onTable(table, PlanTableAssert::choosesAnyIndex);
    }

    /** Require that every read of a table is by an index, whichever. */
    public S choosesAnyIndexOn(Table<?> table) {
        return choosesAnyIndexOn(Names.of(table));
    }

    /**
     * Require that the planner reads nothing but the index, and that the table was looked into for no row; executes.
     *
     * <p>The second half holds only after {@code VACUUM}, which fills the visibility map.
     */
    public S readsOnlyIndex(String index) {
        return readsOnlyIndex(index, 0);
    }

    /** Require that the planner reads nothing but the index, and looks into the table for at most so many rows; executes. */
    public S readsOnlyIndex(String index, long heapFetches) {
        IndexUse use = new IndexUse(lookup().named(index, where()));
        return executed(view -> ScanChecks.onlyIndex(view, use, "index " + index, heapFetches));
    }

    /**
     * Require that the planner reads none of these tables, nor a partition of one, from beginning to end. Fails if the
     * plan does not read one of them at all.
     */
    public S hasNoSeqScanOn(String... tables) {
        if (tables.length == 0) {
            throw new IllegalArgumentException("Name a table, or say hasNoSeqScan().");
        }
        for (String table : tables) {
            onTable(table, PlanTableAssert::hasNoSeqScan);
        }
        return myself;
    }

    /** Require that the planner reads none of these tables, nor a partition of one, from beginning to end. */
    public S hasNoSeqScanOn(Table<?>... tables) {
        return hasNoSeqScanOn(Arrays.stream(tables).map(Names::of).toArray(String[]::new));
    }

    /**
     * Assert on what the plan does with a table, its partitions included; all failures are reported together.
     *
     * @throws AssertionError if there is no such table
     */
    public S onTable(String table, Consumer<PlanTableAssert> requirements) {
        return nested(new PlanTableAssert(actual, scopes().table(table), modes(), advice()), requirements);
    }

    /** Assert on what the plan does with a table, its partitions included; all failures are reported together. */
    public S onTable(Table<?> table, Consumer<PlanTableAssert> requirements) {
        return onTable(Names.of(table), requirements);
    }

    /** Assert on one of several uses of a table, by its alias; all failures are reported together. */
    public S onAlias(String alias, Consumer<PlanTableAssert> requirements) {
        PlanScope scope = PlanScope.alias(Names.parse(alias).get(0));
        return nested(new PlanTableAssert(actual, scope, modes(), advice()), requirements);
    }

    /** Require that at most so many partitions of a table, which has more, are read; executes. */
    public S prunesPartitionsTo(String table, int most) {
        return onTable(table, scoped -> scoped.prunesPartitionsTo(most));
    }

    /** Do the same with a jOOQ table. */
    public S prunesPartitionsTo(Table<?> table, int most) {
        return prunesPartitionsTo(Names.of(table), most);
    }

    /** Go on with the join of two tables, each by its name or by its alias in the query. */
    public PlanJoin<S> joins(String left, String right) {
        return new PlanJoin<>(method -> planned(view ->
                ShapeChecks.joined(view, scopes().any(left, view.plan()), scopes().any(right, view.plan()), method)));
    }

    /** Go on with the join of two tables. */
    public PlanJoin<S> joins(Table<?> left, Table<?> right) {
        return joins(Names.of(left), Names.of(right));
    }

    /**
     * Require that no nested loop goes through a table from beginning to end for each row of its outer side. A sequential
     * scan elsewhere in the plan does not count. Fails if the plan has no join.
     */
    public S hasNoNestedLoopOverSeqScan() {
        return hasNoNestedLoopOverSeqScanOver(new Buffers(0));
    }

    /** Require the same of tables of more pages than these. */
    public S hasNoNestedLoopOverSeqScanOver(Buffers trivial) {
        return planned(view -> ShapeChecks.noNestedLoopOverSeqScan(view, trivial));
    }

    /** Require that the planner sorts nothing, because an index gives the order. */
    public S avoidsSort() {
        return planned(ShapeChecks::noSort);
    }

    /**
     * Require that the rows come in this order without a sort. The planner must know it of the query's rows: it sorts
     * nothing when the same order is demanded of them once more.
     *
     * @param order as in {@code ORDER BY}, by columns of the result: {@code created_at DESC NULLS LAST}
     */
    public S avoidsSortFor(String... order) {
        if (order.length == 0) {
            throw new IllegalArgumentException("Name the order, or say avoidsSort().");
        }
        String keys = String.join(", ", order);
        return judge(ExplainOptions.plan(), OrderedQuery.of(actual, keys), view -> ShapeChecks.inOrder(view, keys));
    }

    /** Do the same with jOOQ fields. */
    public S avoidsSortFor(Field<?> first, Field<?>... more) {
        return avoidsSortFor(Names.unqualified(first, more));
    }

    /** Require that nothing is written to temporary files, by a sort, a hash or whatever else; executes. */
    public S spillsNothing() {
        return executed(EffortChecks::nothingSpilled);
    }

    /** Require that the plan keeps its shape when {@code ANALYZE} is run three times, which is rolled back. */
    public S isStable() {
        return eachMode(mode -> StabilityChecks.stable(actual, mode));
    }

    /**
     * Require that the plan is still the one that was written to a file; executes. Compared are the shape, the pages and
     * the rows, never a cost or a time. A missing file is a failure; {@code schemaproof.baseline.update=true} writes it.
     * Where both kinds of plan are judged, the generic one has a file of its own beside it.
     *
     * @throws io.schemaproof.query.QueryException if the file is no baseline
     */
    public S matchesBaseline(Path file) {
        boolean both = modes().size() > 1;
        return eachMode(mode -> BaselineChecks.matches(actual, mode, BaselineChecks.file(file, mode, both)));
    }

    /**
     * Require that no index that is not there would save half of the query's work. Indexes are created for a moment and
     * rolled back, on databases that Schemaproof created or where {@code schemaproof.what-if} allows it; elsewhere this
     * fails, because nothing was checked.
     */
    public S hasNoMissingIndex() {
        return eachMode(mode -> MissingIndexChecks.none(actual, mode));
    }

    /** Require what else you like of the plan, which is not executed. */
    public S satisfiesPlan(Consumer<QueryPlan> requirements) {
        for (PlanCacheMode mode : modes()) {
            requirements.accept(actual.explain(ExplainOptions.plan().with(mode)));
        }
        return myself;
    }

    /**
     * Require that the query can run within a time, fetching included. The verdict is that of {@link TimeLimit#best}.
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy to tell
     */
    public S runsWithin(Duration limit) {
        return runsWithin(TimeLimit.best(limit));
    }

    /**
     * Require that the query holds a time limit.
     *
     * <p>A verdict that cannot be given aborts the test: it is reported as not run, never as passed, and not as failed,
     * because the query may well be innocent. So does a limit for several threads ({@code p95(ofMillis(50)).threads(8)}) if
     * not each of them gets a session.
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy, or the limit too near to the truth, to tell
     */
    public S runsWithin(TimeLimit limit) {
        return eachMode(mode -> TimingFailure.of(timed(limit, mode), sql()));
    }

    /**
     * Require that the query touches at most so many pages, which every machine agrees on, and then that it holds a time
     * limit.
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy, or the limit too near to the truth, to tell
     */
    public S runsWithin(TimeLimit limit, Buffers most) {
        return readsAtMost(most).runsWithin(limit);
    }

    /**
     * Require that the query holds a time limit, and let a failure say how its plan differs from the last good one.
     *
     * <p>That is the one in the file, as {@link #matchesBaseline} keeps it; with {@code schemaproof.baseline.update=true} a
     * query that holds its limit writes it. The file decides nothing: the verdict is that on the time.
     *
     * <pre>{@code
     * assertThat(openOrders).runsWithin(best(ofMillis(50)), lastGoodPlan);
     * // fails after the index is gone, and says:
     * //   Since the last good plan: public.orders: Index Scan using public.orders_idx -> Seq Scan
     * }</pre>
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy, or the limit too near to the truth, to tell
     * @throws io.schemaproof.query.QueryException if the file is no baseline
     */
    public S runsWithin(TimeLimit limit, Path lastGood) {
        boolean both = modes().size() > 1;
        return eachMode(mode -> {
            Timing timing = timed(limit, mode);
            Path file = BaselineChecks.file(lastGood, mode, both);
            return TimingFailure.of(timing, sql())
                    .map(failure -> BaselineChecks.addSince(failure, actual, mode, file))
                    .or(() -> BaselineChecks.keep(actual, mode, file));
        });
    }

    /**
     * Require that the query runs so often in a second: {@code perSecond(100)}, or with several threads together
     * {@code perSecond(1_000).threads(8)}.
     *
     * <p>A verdict that cannot be given aborts the test, as that on a time does.
     *
     * <pre>{@code
     * assertThat(openOrders).runsAtLeast(perSecond(1)); // passes
     * assertThat(openOrders).runsAtLeast(perSecond(1_000_000)); // aborts: not even SELECT 1 runs so often
     * }</pre>
     *
     * @throws org.opentest4j.TestAbortedException if the host is too busy or too small, or the limit too near to the truth, to
     *     tell, or if there is not a session for each thread
     */
    public S runsAtLeast(RateLimit limit) {
        return eachMode(mode -> TimingFailure.of(
                TimingFailure.inconclusiveWithoutSessions(
                        limit, () -> modeChosen ? actual.throughput(limit, mode) : actual.throughput(limit)),
                sql()));
    }

    /**
     * Require that the query takes at most so many times as long as another, both timed in turn in one run.
     *
     * @param factor {@value PairedTiming#LEAST_FACTOR} or more
     * @throws org.opentest4j.TestAbortedException if they are too near to each other to tell
     */
    public S isNotSlowerThan(Query other, double factor) {
        PairedTiming timing = PairedTiming.of(actual, other, factor);
        tellUnlessFailed(timing.verdict(), timing.figures(), () -> TimingFailure.evidence(timing));
        TimingFailure.of(timing, other, factor).ifPresent(this::fail);
        return myself;
    }

    private Timing timed(TimeLimit limit, PlanCacheMode mode) {
        Timing timing = TimingFailure.inconclusiveWithoutSessions(
                limit, () -> modeChosen ? actual.time(limit, mode) : actual.time(limit));
        tellUnlessFailed(timing.verdict(), timing.figures(), () -> TimingFailure.evidence(timing));
        return timing;
    }

    /** What was measured is worth a look whatever came of it; a failure tells it with the plan. */
    private void tellUnlessFailed(TimingVerdict verdict, String figures, Supplier<Evidence> times) {
        if (verdict != TimingVerdict.FAIL) {
            tell(
                    verdict == TimingVerdict.PASS ? Outcome.PASSED : Outcome.UNDECIDED,
                    figures,
                    List.of(times, () -> statement(actual)));
        }
    }

    private S canUse(IndexChoice choice) {
        return eachMode(mode -> IndexChecks.usable(actual, mode, choice));
    }

    private String advice(Set<Relation> tables) {
        return advice().of(modes().iterator().next(), tables);
    }

    private ScopeLookup scopes() {
        return new ScopeLookup(sql(), where());
    }

    private IndexLookup lookup() {
        return new IndexLookup(sql());
    }

    private static String[] names(Field<?>... fields) {
        return Arrays.stream(fields).map(Names::unqualified).toArray(String[]::new);
    }
}

package io.schemaproof.assertions.query;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanCacheMode;
import io.schemaproof.query.Query;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.verify.result.Evidence;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What assertions on a whole plan and on one table in it share.
 *
 * <p>Each explains the query anew, in a transaction that is rolled back. Those whose Javadoc says <em>executes</em> also
 * run it, because the figures are known only then.
 *
 * <pre>{@code
 * assertThat(query).hasNoSeqScan().readsAtMost(buffers(60)).removesByFilterAtMost(0); // passes
 * assertThat(query).estimatesWithin(factor(10)); // fails when a step brings 11 times the rows expected
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractPlanAssert<S extends AbstractPlanAssert<S>> extends AbstractSchemaproofAssert<S, Query> {

    private static final int SHOWN = 120;

    private final Set<PlanCacheMode> modes = EnumSet.of(PlanCacheMode.CUSTOM);
    private final AdviceText advice;
    private @Nullable PlanCacheMode judged;

    protected AbstractPlanAssert(Query actual, Class<?> selfType) {
        this(actual, new AdviceText(actual), selfType);
    }

    AbstractPlanAssert(Query actual, AdviceText advice, Class<?> selfType) {
        super(actual, selfType);
        this.advice = advice;
    }

    /** Which nodes are spoken of. */
    abstract PlanScope scope();

    @Override
    protected Optional<Schema> database() {
        return Optional.of(Schema.of(actual.dataSource()));
    }

    @Override
    protected String where() {
        String text = actual.toString();
        boolean generic = judged == PlanCacheMode.GENERIC || (judged == null && !modes.contains(PlanCacheMode.CUSTOM));
        return "query " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text)
                + (generic ? " · generic plan" : "")
                + (scope().isWhole() ? "" : " · " + scope().phrase());
    }

    /** What is said of missing indexes, shared with the assertions on tables of the plan. */
    final AdviceText advice() {
        return advice;
    }

    /** The kinds of plan that are judged. */
    Set<PlanCacheMode> modes() {
        return modes;
    }

    S under(Set<PlanCacheMode> kinds) {
        Set<PlanCacheMode> chosen = EnumSet.copyOf(kinds);
        modes.clear();
        modes.addAll(chosen);
        return myself;
    }

    /**
     * Require that no table is read from beginning to end. Reading a whole index is no sequential scan. Fails if no table
     * is read.
     */
    public S hasNoSeqScan() {
        return planned(view -> ScanChecks.noSeqScan(view, new Buffers(0)));
    }

    /** Require that no table of more pages than these is read from beginning to end; a partition counts as its table. */
    public S hasNoSeqScanOfTablesOver(Buffers trivial) {
        return planned(view -> ScanChecks.noSeqScan(view, trivial));
    }

    /**
     * Require that at most so many partitions are read, of a table that has more; executes. Pruning by the planner, at the
     * start and during the execution count alike. Fails if none is read.
     */
    public S prunesPartitionsTo(int most) {
        return executed(view -> ScanChecks.prunes(view, most));
    }

    /**
     * Require that at most so many rows are read from tables, those that filters throw away included; executes. Before
     * PostgreSQL 18 the server rounds the number of each loop to whole rows.
     */
    public S readsRowsAtMost(long rows) {
        return executed(view -> EffortChecks.rowsRead(view, rows));
    }

    /** Require that filters throw away at most so many rows that were read; executes. */
    public S removesByFilterAtMost(long rows) {
        return executed(view -> EffortChecks.rowsRemoved(view, rows));
    }

    /** Require that one execution touches at most so many pages: the same number at any time of day; executes. */
    public S readsAtMost(Buffers most) {
        return executed(view -> EffortChecks.buffers(view, most));
    }

    /**
     * Require that the planner estimates the rows of each node within a factor; executes. Nodes of few rows do not count,
     * nor those that {@code LIMIT} and the like stopped. Fails if no node counts.
     */
    public S estimatesWithin(Factor factor) {
        return executed(view -> EffortChecks.estimates(view, factor));
    }

    final S planned(Function<PlanView, Optional<Failure>> check) {
        return judge(ExplainOptions.plan(), actual, check);
    }

    final S executed(Function<PlanView, Optional<Failure>> check) {
        return judge(ExplainOptions.execute(), actual, check);
    }

    /** Look at one plan of each kind. */
    final S judge(ExplainOptions options, Query query, Function<PlanView, Optional<Failure>> check) {
        return eachMode(mode -> {
            QueryPlan plan = query.explain(options.with(mode));
            PlanView view = new PlanView(plan, scope(), sql(), advice);
            if (!scope().isWhole() && view.nodes().findAny().isEmpty()) {
                return Optional.of(notRead(view));
            }
            return check.apply(view).map(failure -> failure.seen(view::evidence).seen(() -> statement(query)));
        });
    }

    final S eachMode(Function<PlanCacheMode, Optional<Failure>> check) {
        for (PlanCacheMode mode : EnumSet.copyOf(modes)) {
            judged = mode;
            try {
                check.apply(mode).ifPresent(this::fail);
            } finally {
                judged = null;
            }
        }
        return myself;
    }

    /** The statement without the values of its parameters, which messages show. */
    static Evidence statement(Query query) {
        return new Evidence.Sql("the query", query.sql());
    }

    private static Failure notRead(PlanView view) {
        String what = view.scope().phrase();
        return Failure.expected("the plan to read " + what)
                .butWas("a plan that reads " + what, "a plan in which " + what + " does not occur: nothing was checked")
                .line("What a function does inside is not shown, unless the server can inline it.")
                .line(view.plan().text());
    }

    final Sql sql() {
        return new Sql(actual.dataSource());
    }
}

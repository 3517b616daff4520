package io.schemaproof.query;

import java.sql.SQLException;
import java.util.Optional;

/** Time a query on sessions that are closed whatever happens, after one execution that shows its plan. */
final class QueryTimer {

    private final Query query;
    private final Optional<PlanCacheMode> mode;

    /** @param mode the kind of plan; empty to leave it to the server */
    QueryTimer(Query query, Optional<PlanCacheMode> mode) {
        this.query = query;
        this.mode = mode;
    }

    Timing time(TimeLimit limit) {
        QueryPlan plan = plan();
        Timing timing = limit.threads() == 1 ? alone(limit::judge) : together(limit.threads(), limit::judge);
        return timing.withPlan(plan);
    }

    Throughput throughput(RateLimit limit) {
        QueryPlan plan = plan();
        return together(limit.threads(), limit::judge).withPlan(plan);
    }

    private QueryPlan plan() {
        return query.explain(ExplainOptions.execute().with(mode.orElse(PlanCacheMode.CUSTOM)));
    }

    private <T> T alone(Judge<T> judge) {
        try (PreparedSamples samples = PreparedSamples.open(query, mode)) {
            return judge.of(samples);
        } catch (SQLException e) {
            throw QueryException.of("time", query.sql(), e);
        }
    }

    private <T> T together(int threads, Judge<T> judge) {
        try (ConcurrentSamples samples = ConcurrentSamples.open(query, mode, threads)) {
            return judge.of(samples);
        } catch (SQLException e) {
            throw QueryException.of("time", query.sql(), e);
        }
    }

    private interface Judge<T> {

        T of(SampleSource source) throws SQLException;
    }
}

package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.Query;
import io.schemaproof.query.Relation;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.Timing;
import io.schemaproof.query.TimingVerdict;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Holds queries against limits, in one state of the schema after the other; what a query exceeds is told where it is first seen. */
final class PerformanceJudge {

    private final PerformanceLimits limits;
    private final Set<String> told = new HashSet<>();
    private final Set<NamedQuery> measured = new HashSet<>();
    private final Map<NamedQuery, String> refusals = new HashMap<>();

    private final ShownTimes times = new ShownTimes();

    PerformanceJudge(PerformanceLimits limits) {
        this.limits = limits;
    }

    /** How long the queries ran that were judged last, and before that; empty where nobody looked at the time. */
    Optional<Evidence> seen() {
        return times.next();
    }

    /** Measure the queries that return rows. One that is not understood is none of this schema, which another check tells. */
    List<Finding> judge(
            Migration migration,
            List<NamedQuery> queries,
            ObservedDatabase database,
            Catalog catalog,
            Map<String, String> figures)
            throws SQLException {
        List<Finding> findings = new ArrayList<>();
        int count = 0;
        for (NamedQuery query : queries) {
            if (query.kind() != StatementKind.SELECT) {
                continue;
            }
            try (QuerySession session = QuerySession.open(database, query.session())) {
                QuerySession.Prepared prepared = session.prepare(query, List.of());
                if (prepared.statement().isEmpty()) {
                    prepared.error().ifPresent(error -> refusals.put(query, QueryFindings.words(error)));
                    continue;
                }
                SessionStatement statement = prepared.statement().get();
                QuerySession.Tried tried = session.tryValues(query, statement, catalog);
                if (!tried.run().succeeded()) {
                    tried.run().error().ifPresent(error -> refusals.put(query, QueryFindings.words(error)));
                    continue;
                }
                if (limits.indexed()) {
                    QueryRun run =
                            session.withPlans(query, statement, tried.values().literals(), tried.run());
                    findings.addAll(wholeTables(migration, query, run));
                }
                Query filled = filled(database, query, statement, tried.values().literals());
                findings.addAll(pages(migration, query, filled));
                findings.addAll(time(migration, query, filled));
            }
            measured.add(query);
            count++;
        }
        figures.put("queries measured", String.valueOf(count));
        return findings.stream()
                .filter(finding ->
                        told.add(finding.rule() + " " + finding.object().orElse("")))
                .toList();
    }

    private static Query filled(
            ObservedDatabase database, NamedQuery query, SessionStatement statement, List<String> literals) {
        List<String> typed = new ArrayList<>();
        for (int index = 0; index < literals.size(); index++) {
            typed.add(literals.get(index) + "::" + statement.types().get(index));
        }
        return Query.of(ServiceConnections.of(database.database().dataSource(), query.session()), query.filled(typed));
    }

    private List<Finding> time(Migration migration, NamedQuery query, Query filled) {
        if (limits.time().isEmpty()) {
            return List.of();
        }
        Timing timing = filled.time(limits.time().get());
        times.add(query, timing);
        if (timing.verdict() == TimingVerdict.PASS) {
            return List.of();
        }
        return List.of(
                timing.verdict() == TimingVerdict.FAIL
                        ? PerformanceFindings.tooSlow(migration, query, timing)
                        : PerformanceFindings.inconclusive(migration, query, timing));
    }

    private List<Finding> pages(Migration migration, NamedQuery query, Query filled) {
        if (limits.pages().isEmpty()) {
            return List.of();
        }
        // The first execution of a session also reads the catalogue's pages, which no plan counts; but hint bits may be
        // set.
        long pages = filled.explain(ExplainOptions.execute()).buffers().orElse(0);
        return pages <= limits.pages().getAsLong()
                ? List.of()
                : List.of(PerformanceFindings.tooManyPages(
                        migration, query, pages, limits.pages().getAsLong()));
    }

    private static List<Finding> wholeTables(Migration migration, NamedQuery query, QueryRun run) {
        if (run.plans().isEmpty()) {
            return List.of(PerformanceFindings.noPlan(migration, query));
        }
        Set<Relation> whole = new TreeSet<>(run.plans().get().readWhole().keySet());
        return whole.isEmpty() ? List.of() : List.of(PerformanceFindings.noIndex(migration, query, whole));
    }

    /**
     * What remains to be said behind the last migration.
     *
     * @param queries that are sent there
     */
    List<Finding> end(Migration last, List<NamedQuery> queries) {
        List<Finding> findings = new ArrayList<>();
        for (NamedQuery query : queries) {
            if (query.kind() != StatementKind.SELECT) {
                findings.add(PerformanceFindings.of(
                        PolicyRule.PERFORMANCE_NOT_TIMED,
                        query,
                        last,
                        "writes, and was not measured.",
                        "What a write costs depends on what was written before.",
                        ""));
            } else if (!measured.contains(query)) {
                findings.add(PerformanceFindings.neverMeasured(last, query, Optional.ofNullable(refusals.get(query))));
            }
        }
        if (measured.isEmpty()) {
            findings.add(PerformanceFindings.notChecked(
                    last,
                    "No query was measured after any of these migrations.",
                    "Give queries that return rows of tables that are there then."));
        }
        return findings;
    }
}

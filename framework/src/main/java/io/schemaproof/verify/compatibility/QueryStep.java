package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.query.ServerError;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The queries on both sides of one up: sent before it, and again after it. */
final class QueryStep implements AutoCloseable {

    private final RowStage stage;
    private final QueryHistory history;
    private final Catalog before;
    private final QuerySessions former;
    private final List<SentQuery> sent = new ArrayList<>();
    private final Map<NamedQuery, ServerError> refused = new LinkedHashMap<>();
    private final Set<Relation> read = new HashSet<>();
    private final List<NamedQuery> unknown = new ArrayList<>();
    private int ofServer;
    private final Map<String, String> figures = new LinkedHashMap<>();
    private List<Evidence> evidence = List.of();

    private QueryStep(RowStage stage, QueryHistory history) throws SQLException {
        this.stage = stage;
        this.history = history;
        this.before = stage.catalog();
        this.former = new QuerySessions(stage.database());
    }

    /** Send the queries on a stage to which the next up was not applied yet. */
    static QueryStep before(RowStage stage, QueryHistory history, int index) throws SQLException {
        QueryStep step = new QueryStep(stage, history);
        try {
            step.send(history.sentBefore(index));
            step.lookAt(history.begunBy(index));
            return step;
        } catch (SQLException | RuntimeException e) {
            step.close();
            throw e;
        }
    }

    private void send(List<NamedQuery> queries) throws SQLException {
        Map<NamedQuery, SessionStatement> prepared = new LinkedHashMap<>();
        Map<NamedQuery, Set<Relation>> reads = new HashMap<>();
        for (NamedQuery query : queries) {
            QuerySession.Prepared one = former.of(query).prepare(query, List.of());
            one.error().ifPresent(error -> refused.put(query, error));
            if (one.statement().isPresent()) {
                Set<Relation> relations = former.of(query).reads(one.statement().get());
                if (query.isRecorded() && isAboutServer(relations)) {
                    ofServer++;
                    continue;
                }
                prepared.put(query, one.statement().get());
                reads.put(query, relations);
                read.addAll(relations);
            }
        }
        analyze(stage.database(), before);
        for (Map.Entry<NamedQuery, SessionStatement> one : prepared.entrySet()) {
            send(one.getKey(), one.getValue(), reads.getOrDefault(one.getKey(), Set.of()));
        }
        figures.put("queries", String.valueOf(sent.size()));
        if (ofServer > 0) {
            figures.put("queries of the server's own catalogues, not sent", String.valueOf(ofServer));
        }
        figures.put("queries that were not understood before", String.valueOf(refused.size()));
        figures.put(
                "services",
                sent.stream()
                        .map(query -> query.query().service())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    /** What psql and drivers ask of it is recorded, too; no migration is in its way. */
    private static boolean isAboutServer(Set<Relation> relations) {
        return !relations.isEmpty()
                && relations.stream()
                        .allMatch(relation -> relation.schema().equals("pg_catalog")
                                || relation.schema().equals("information_schema"));
    }

    /** Keep those that cannot be sent before the up: they need it. */
    private void lookAt(List<NamedQuery> begun) throws SQLException {
        for (NamedQuery query : begun) {
            if (former.of(query).prepare(query, List.of()).error().isPresent()) {
                unknown.add(query);
            }
        }
    }

    private void send(NamedQuery query, SessionStatement statement, Set<Relation> reads) throws SQLException {
        QuerySession session = former.of(query);
        QuerySession.Tried tried = session.tryValues(query, statement, before);
        if (!tried.run().succeeded() && !tried.hasNoValues() && !tried.run().refusesValues()) {
            refused.put(query, tried.run().error().orElseThrow());
            return;
        }
        QueryRun run = session.withPlans(query, statement, tried.values().literals(), tried.run());
        sent.add(new SentQuery(query, statement, tried.values(), run, reads, session.written(query)));
        history.isSent(query, run);
    }

    /** Plans follow statistics: those of all rows that are there, and of no dead ones. */
    private void analyze(ObservedDatabase database, Catalog catalog) throws SQLException {
        String tables = catalog.tables().stream()
                .filter(table -> read.contains(new Relation(table.schema(), table.name())) && !table.isForeign())
                .map(table -> table.identity())
                .collect(Collectors.joining(", "));
        if (!tables.isEmpty()) {
            try (Statement statement = database.session().createStatement()) {
                statement.execute("VACUUM (ANALYZE) " + tables);
            }
        }
    }

    /**
     * Send the queries again, after the up, and say what has become of them.
     *
     * @param after the schema
     */
    List<Finding> after(Migration migration, Catalog after) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        refused.forEach(
                (query, error) -> history.isRefused(query, error, migration).ifPresent(findings::add));
        findings.addAll(judge(JudgedScript.up(migration), stage.database(), after, former.stillOpen()));
        findings.stream()
                .filter(QueryStep::endsIt)
                .flatMap(finding -> sent.stream()
                        .map(SentQuery::query)
                        .filter(query -> finding.object().equals(Optional.of(query.id()))))
                .forEach(history::isTold);
        needed(migration).ifPresent(findings::add);
        return findings;
    }

    /**
     * Take the up back on a copy, and say what the queries of before meet there. After this nothing is sent on the stage any more.
     *
     * @param migration that has a down
     */
    List<Finding> afterDown(Migration migration) throws SQLException {
        former.close();
        try (ObservedDatabase copy = stage.database().copy()) {
            if (!copy.run(migration.down().orElseThrow()).succeeded()) {
                // What it does not bear of these rows another check tells.
                figures.put("queries after the down", "not sent: it fails on rows");
                return List.of();
            }
            figures.put("queries after the down", String.valueOf(sent.size()));
            return judge(JudgedScript.down(migration), copy, copy.catalog(), query -> Optional.empty());
        }
    }

    private List<Finding> judge(
            JudgedScript judged, ObservedDatabase database, Catalog after, QuerySessions.Former open)
            throws SQLException {
        List<Finding> findings = new ArrayList<>();
        Set<String> services = new TreeSet<>();
        Map<String, List<Finding>> affected = new TreeMap<>();
        try (QuerySessions sessions = new QuerySessions(database)) {
            for (SentQuery query : sent) {
                QuerySession session = sessions.of(query.query());
                QuerySession.Prepared now = session.prepare(query.query(), List.of());
                if (now.statement().isPresent()) {
                    read.addAll(session.reads(now.statement().get()));
                }
            }
            analyze(database, after);
            QueryJudge judge = new QueryJudge(judged, before, after, sessions, open);
            for (SentQuery query : sent) {
                services.add(query.query().service());
                List<Finding> found = judge.judge(query);
                found.forEach(finding -> affected.computeIfAbsent(query.query().service(), key -> new ArrayList<>())
                        .add(finding));
                findings.addAll(found);
            }
            evidence = judge.evidence();
        }
        figures.put(
                judged.down() ? "services affected by the down" : "affected services",
                affected.isEmpty() ? "none" : String.join(", ", affected.keySet()));
        if (!affected.isEmpty()) {
            findings.add(AffectedServices.of(judged, services, affected));
        }
        return findings;
    }

    /** The queries that are sent since this migration and are not understood without it: its down takes them away. */
    private Optional<Finding> needed(Migration migration) throws SQLException {
        if (migration.down().isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<String>> needed = new TreeMap<>();
        try (QuerySessions sessions = new QuerySessions(stage.database())) {
            for (NamedQuery query : unknown) {
                if (sessions.of(query).prepare(query, List.of()).statement().isPresent()) {
                    needed.computeIfAbsent(query.service(), key -> new ArrayList<>())
                            .add(query.name());
                }
            }
        }
        return needed.isEmpty() ? Optional.empty() : Optional.of(QueryFindings.downBreaks(migration, needed));
    }

    private static boolean endsIt(Finding finding) {
        return finding.rule().equals(PolicyRule.QUERY_BROKEN.id())
                || finding.rule().equals(PolicyRule.QUERY_WRITE_FAILS.id());
    }

    /** What was seen after the up. */
    List<Evidence> evidence() {
        return evidence;
    }

    Map<String, String> figures() {
        return figures;
    }

    @Override
    public void close() throws SQLException {
        former.close();
    }
}

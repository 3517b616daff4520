package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.query.ServerError;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.query.named.QuerySet;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** What is known of the queries on the way through the history: which are sent when, and what has been said of them. */
final class QueryHistory {

    private final QuerySet queries;
    private final MigrationFolder folder;
    private final Set<NamedQuery> understood = new HashSet<>();
    private final Set<NamedQuery> executed = new HashSet<>();
    private final Set<NamedQuery> metRows = new HashSet<>();
    private final Set<NamedQuery> told = new HashSet<>();
    private final Map<NamedQuery, ServerError> refusals = new LinkedHashMap<>();
    private int sent;

    /** @throws MigrationException if a query names a version that no migration has, or is never sent */
    QueryHistory(QuerySet queries, MigrationFolder folder) {
        this.queries = queries;
        this.folder = folder;
        queries.queries().forEach(this::requireSent);
    }

    private void requireSent(NamedQuery query) {
        int count = folder.migrations().size();
        if (IntStream.rangeClosed(0, count).noneMatch(index -> isSent(query, index))) {
            throw new MigrationException(query.place() + ": The query " + query.name() + " is sent only behind "
                    + query.from().orElse("") + ", and the last migration that it has to survive is "
                    + query.until().orElse("") + ", so that it would never be checked. Correct one of the two.");
        }
    }

    /** The queries that have to survive a migration; those first that write nothing, since dead rows change plans. */
    List<NamedQuery> sentBefore(int index) {
        return queries.queries().stream()
                .filter(query -> isSent(query, index))
                .sorted(Comparator.comparing(query -> query.kind() != StatementKind.SELECT))
                .toList();
    }

    /** The queries that are sent from a migration on, and were not before. */
    List<NamedQuery> begunBy(int index) {
        return queries.queries().stream()
                .filter(query -> query.from().isPresent() && !isSent(query, index) && isSent(query, index + 1))
                .toList();
    }

    private boolean isSent(NamedQuery query, int index) {
        boolean begun = query.from()
                .map(version -> index
                        > range(query, Optional.of(version), Optional.empty()).first())
                .orElse(true);
        boolean ended = query.until()
                .map(version -> index
                        > range(query, Optional.empty(), Optional.of(version)).last())
                .orElse(false);
        return begun && !ended;
    }

    private MigrationRange range(NamedQuery query, Optional<String> from, Optional<String> until) {
        try {
            return MigrationRange.of(folder, from, until);
        } catch (MigrationException e) {
            throw new MigrationException(query.place() + ": " + e.getMessage(), e);
        }
    }

    /** Note that the server understands a query, and what came of it. */
    void isSent(NamedQuery query, QueryRun run) {
        sent++;
        understood.add(query);
        if (run.succeeded()) {
            executed.add(query);
        }
        run.error().ifPresent(error -> refusals.put(query, error));
        if (run.execution().filter(execution -> execution.rows() > 0).isPresent()) {
            metRows.add(query);
        }
    }

    /**
     * Note that the server does not understand a query before an up.
     *
     * @return what has to be said, where it was understood once and nothing was said of its end; before that, it was not there
     */
    Optional<Finding> isRefused(NamedQuery query, ServerError error, Migration migration) {
        refusals.put(query, error);
        return understood.contains(query) && told.add(query)
                ? Optional.of(wasBroken(query, error, migration))
                : Optional.empty();
    }

    /** Note that a query was broken, and by which migration is said. */
    void isTold(NamedQuery query) {
        told.add(query);
    }

    /** What remains to be said behind the last migration. */
    List<Finding> end(Migration last, ObservedDatabase database, MigrationRange range) throws SQLException {
        List<Finding> findings = new ArrayList<>();
        try (QuerySessions sessions = new QuerySessions(database)) {
            for (NamedQuery query : queries.queries()) {
                if (!understood.contains(query) && isSent(query, range.last())) {
                    inTheEnd(query, sessions.of(query), database.catalog(), last)
                            .ifPresent(findings::add);
                }
            }
        }
        for (NamedQuery query :
                understood.stream().sorted(Comparator.comparing(NamedQuery::id)).toList()) {
            if (!executed.contains(query)) {
                findings.add(notExecuted(query, last));
            } else if (!metRows.contains(query)) {
                findings.add(query.kind() == StatementKind.SELECT ? noRowMet(query, last) : wroteNothing(query, last));
            }
        }
        queries.notChecked().forEach(what -> findings.add(QueryFindings.notRead(last, what)));
        if (sent == 0) {
            findings.add(QueryFindings.notChecked(
                    last,
                    "No query was checked: the server understood none of "
                            + queries.queries().size() + " before any of these migrations.",
                    "Begin the check behind the migrations that make what the queries use, or give queries of the application that"
                            + " runs now."));
        }
        return findings;
    }

    /** A query that was never understood before an up may be one for what the last one has made. */
    private static Optional<Finding> inTheEnd(NamedQuery query, QuerySession session, Catalog catalog, Migration last)
            throws SQLException {
        QuerySession.Prepared prepared = session.prepare(query, List.of());
        if (prepared.error().isPresent()) {
            return prepared.error().map(error -> wasBroken(query, error, last));
        }
        QuerySession.Tried tried = session.tryValues(query, prepared.statement().orElseThrow(), catalog);
        return tried.hasNoValues() || tried.run().refusesValues()
                ? Optional.empty()
                : tried.run().error().map(error -> wasBroken(query, error, last));
    }

    private static Finding wasBroken(NamedQuery query, ServerError error, Migration migration) {
        return QueryFindings.of(
                PolicyRule.QUERY_WAS_BROKEN,
                query,
                Place.of(migration.up()),
                "is refused without this migration already: " + QueryFindings.words(error),
                "What becomes of it nobody can say.",
                QueryFindings.remedy(
                        query,
                        "Mend it, take it out, or say with '-- until: VERSION' below its name which is the last migration that"
                                + " it has to survive."),
                QueryFindings.facts(error));
    }

    private Finding notExecuted(NamedQuery query, Migration last) {
        Optional<ServerError> error = Optional.ofNullable(refusals.get(query));
        String example =
                query.parameters().isEmpty() ? ":name" : query.parameters().get(0);
        return QueryFindings.of(
                PolicyRule.QUERY_NOT_EXECUTED,
                query,
                Place.of(last.up()),
                "was understood by the server and never executed, because the chosen values or rows are refused: "
                        + error.map(QueryFindings::words).orElse(""),
                "Whether its writes and results survive is not known.",
                QueryFindings.remedy(
                        query,
                        "Give values that are taken, below its name, such as '-- " + example
                                + " = …', or rows that it needs, with --seed."),
                error.map(QueryFindings::facts).orElse(Collections.emptyMap()));
    }

    /** Nothing was put before a constraint or a trigger. */
    private static Finding wroteNothing(NamedQuery query, Migration last) {
        return QueryFindings.of(
                PolicyRule.QUERY_NOT_EXECUTED,
                query,
                Place.of(last.up()),
                "was executed and wrote no row in any state of the schema.",
                "Whether what it writes is still taken is not known.",
                QueryFindings.remedy(
                        query,
                        "Give values with which it finds a row, below its name, or rows that it needs, with --seed."),
                Map.of());
    }

    private static Finding noRowMet(NamedQuery query, Migration last) {
        return QueryFindings.of(
                PolicyRule.QUERY_NO_ROW_MET,
                query,
                Place.of(last.up()),
                "met no row in any state of the schema.",
                "It was valid. How many pages it touches says nothing.",
                "",
                Map.of());
    }
}

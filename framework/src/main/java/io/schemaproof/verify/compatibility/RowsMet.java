package io.schemaproof.verify.compatibility;

import io.schemaproof.base.Quantity;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.query.ExplainOptions;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.QueryException;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells of a query that returned or wrote rows before, and returns or writes none any more, without an error. */
record RowsMet(JudgedScript judged, Catalog after, QuerySession session) {

    /**
     * What is to be said of a query that succeeds.
     *
     * @param statement as it is prepared now
     * @param now what it did now, with the values of before
     * @param place in the script
     */
    Optional<Finding> judge(SentQuery sent, SessionStatement statement, QueryRun now, Place place) throws SQLException {
        long was = rows(sent.run());
        if (was == 0 || rows(now) > 0) {
            return Optional.empty();
        }
        NamedQuery query = sent.query();
        if (triesToWrite(query.kind(), statement, sent.values().literals())) {
            return isRedundant(sent, statement) ? Optional.empty() : Optional.of(writesNothing(query, was, place));
        }
        // What a down makes of rows another check tells.
        return judged.down() || meetsRows(query, statement) || wasEmptied(sent)
                ? Optional.empty()
                : Optional.of(rowsGone(sent, was, place));
    }

    private static long rows(QueryRun run) {
        return run.execution().map(execution -> execution.rows()).orElse(0L);
    }

    /** Whether it comes to write a row, if nobody stops it on the way; of MERGE, a plan does not tell. */
    private boolean triesToWrite(StatementKind kind, SessionStatement statement, List<String> values)
            throws SQLException {
        if (kind == StatementKind.SELECT || kind == StatementKind.MERGE) {
            return false;
        }
        try {
            Optional<QueryPlan> plan = session.explain(statement, values, ExplainOptions.plan());
            if (children(plan).anyMatch(RowsMet::isListed)) {
                return true;
            }
            Optional<QueryPlan> executed = session.explain(statement, values, ExplainOptions.execute());
            return children(executed).anyMatch(node -> node.totalRows() > 0);
        } catch (QueryException e) {
            // A rule replaces it by nothing: there is no plan.
            return true;
        }
    }

    /** A trigger may leave out an UPDATE that changes nothing, as one with all values of the row itself does. */
    private boolean isRedundant(SentQuery sent, SessionStatement statement) throws SQLException {
        if (sent.query().kind() != StatementKind.UPDATE || sent.values().given()) {
            return false;
        }
        List<String> own = sent.values().literals();
        for (int passedOver : QuerySession.PASSED_OVER) {
            List<String> others = session.tried(sent.query(), statement, after, passedOver)
                    .values()
                    .literals();
            for (int i = 0; i < Math.min(own.size(), others.size()); i++) {
                List<String> mixed = new ArrayList<>(own);
                mixed.set(i, others.get(i));
                if (!mixed.equals(own) && rows(session.run(sent.query(), statement, mixed)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Stream<PlanNode> children(Optional<QueryPlan> plan) {
        return plan.stream().flatMap(one -> one.root().children().stream());
    }

    /** Values that stand in the statement. */
    private static boolean isListed(PlanNode node) {
        return node.nodeType().equals("Values Scan")
                || (node.nodeType().equals("Result")
                        && node.children().isEmpty()
                        && node.attribute("One-Time Filter").isEmpty());
    }

    /** Whether it meets a row with the values of one that is there now. */
    private boolean meetsRows(NamedQuery query, SessionStatement statement) throws SQLException {
        boolean others = query.samples().size() < query.parameters().size();
        for (int passedOver : others ? QuerySession.PASSED_OVER : List.<Integer>of()) {
            if (meetsRows(query, statement, passedOver)) {
                return true;
            }
        }
        return meetsRows(query, statement, 0);
    }

    private boolean meetsRows(NamedQuery query, SessionStatement statement, int passedOver) throws SQLException {
        return rows(session.tried(query, statement, after, passedOver).run()) > 0;
    }

    /** Whoever empties a table means that nobody finds its rows. */
    private boolean wasEmptied(SentQuery sent) throws SQLException {
        for (Relation relation : sent.reads()) {
            if (session.isEmpty(relation)) {
                return true;
            }
        }
        return false;
    }

    private Finding writesNothing(NamedQuery query, long was, Place place) {
        return QueryFindings.of(
                PolicyRule.QUERY_WRITE_FAILS,
                query,
                place,
                "writes no row any more " + judged.after() + ", as the server counts them, without an error. It wrote "
                        + Quantity.of(was, "row") + " before.",
                "A trigger that returns NULL, or a rule with DO INSTEAD, leaves out what it is to write, or puts it elsewhere. The application"
                        + " that runs now takes for done what never happens, or counts the rows, or reads them by RETURNING, and fails.",
                judged.remedy(
                        query,
                        "Let a BEFORE or INSTEAD OF trigger return the row: OLD for a DELETE, else NEW. Where nobody may write any more,"
                                + " let " + query.service()
                                + " stop first, and have RAISE EXCEPTION say so in a later release."),
                Map.of("rowsBefore", String.valueOf(was), "rowsAfter", "0"));
    }

    private Finding rowsGone(SentQuery sent, long was, Place place) {
        NamedQuery query = sent.query();
        boolean reads = query.kind() == StatementKind.SELECT;
        return QueryFindings.of(
                PolicyRule.QUERY_ROWS_GONE,
                query,
                place,
                (reads ? "returns" : "writes") + " no row any more " + judged.after()
                        + ", and the server reports no error. It " + (reads ? "returned " : "wrote ")
                        + Quantity.of(was, "row") + " before.",
                query.parameters().isEmpty() || sent.values().given()
                        ? "The tables that it reads have rows: what it asks of them holds for none any more."
                        : "So it is with the values of other rows that are there: what it asks of them holds for none any more.",
                judged.remedy(
                        query,
                        "Keep what the query asks for true of the rows until " + query.service()
                                + " asks for another thing."),
                Map.of("rowsBefore", String.valueOf(was), "rowsAfter", "0"));
    }
}

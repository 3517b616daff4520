package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.ServerError;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.FailedFunction;
import io.schemaproof.verify.result.Place;
import io.schemaproof.verify.result.PolicyRule;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sends a query again after an up, and says what has become of it. */
final class QueryJudge {

    private static final String NO_CONFLICT_TARGET = "42P10";
    private static final String DENIED = "42501";
    private static final String NOT_NULL = "23502";
    /** What a constraint says of rows: made-up ones break it more easily than an application's. */
    private static final Set<String> OF_ROWS = Set.of(NOT_NULL, "23503", "23505", "23514", "23P01", "22001", "22003");

    private final JudgedScript judged;
    private final Catalog after;
    private final SchemaLoss loss;
    private final PlanJudge plans;
    private final QuerySessions sessions;
    private final QuerySessions.Former former;

    /**
     * @param before the schema before the up
     * @param sessions that are opened after it
     * @param former the sessions in which the queries were prepared before
     */
    QueryJudge(
            JudgedScript judged, Catalog before, Catalog after, QuerySessions sessions, QuerySessions.Former former) {
        this.judged = judged;
        this.after = after;
        this.loss = new SchemaLoss(before, after);
        this.plans = new PlanJudge(judged, before, after);
        this.sessions = sessions;
        this.former = former;
    }

    /** What was seen of the plans of the queries so far. */
    List<Evidence> evidence() {
        return plans.evidence();
    }

    /** What is to be said of a query. */
    List<Finding> judge(SentQuery sent) throws SQLException {
        NamedQuery query = sent.query();
        QuerySession session = sessions.of(query);
        QuerySession.Prepared typed = session.prepare(query, sent.statement().builtInTypes());
        if (typed.error().isPresent()) {
            QuerySession.Prepared free = session.prepare(query, List.of());
            return List.of(
                    free.error().isPresent()
                            ? broken(query, free.error().get())
                            : parameterType(
                                    sent, typed.error().get(), free.statement().orElseThrow()));
        }
        SessionStatement statement = typed.statement().orElseThrow();
        QueryRun run = session.run(query, statement, sent.values().literals());
        // Where nothing could be executed before, values that are refused now say nothing.
        if (!run.succeeded() && !(run.refusesValues() && !sent.run().succeeded())) {
            if (!run.refusesValues()) {
                return List.of(broken(query, run.error().orElseThrow()));
            }
            return List.of(refused(sent, statement, run.error().orElseThrow()));
        }
        List<Finding> findings = new ArrayList<>();
        ResultChange change = change(sent.run(), run);
        findings.addAll(results(query, change));
        new RowsMet(judged, after, session)
                .judge(sent, statement, run, place(query, Optional.empty()))
                .ifPresent(findings::add);
        sent.written()
                .moved(session.written(query), query, judged, place(query, Optional.empty()))
                .ifPresent(findings::add);
        cachedPlan(sent, change).ifPresent(findings::add);
        findings.addAll(plans.judge(
                sent, session.withPlans(query, statement, sent.values().literals(), run)));
        return findings;
    }

    private Finding broken(NamedQuery query, ServerError error) {
        Optional<FailedFunction> function = FailedFunction.of(error, after);
        return QueryFindings.of(
                PolicyRule.QUERY_BROKEN,
                query,
                place(query, Optional.of(error)),
                "is refused " + judged.after() + ": " + QueryFindings.words(error)
                        + function.map(in -> "\nin " + in.words()).orElse(""),
                judged.eachRequest(),
                judged.remedy(
                        query, function.map(FailedFunction::remedy).orElseGet(() -> remedyOfBroken(query, error))),
                QueryFindings.facts(error, function));
    }

    private String remedyOfBroken(NamedQuery query, ServerError error) {
        if (error.sqlState().equals(DENIED)) {
            return loss.grant(query);
        }
        return error.sqlState().equals(NO_CONFLICT_TARGET)
                ? loss.uniqueRemedy(query.sql(), query.service())
                : loss.remedy(query.sql(), query.service());
    }

    private Finding parameterType(SentQuery sent, ServerError error, SessionStatement free) {
        NamedQuery query = sent.query();
        List<String> changes = new ArrayList<>();
        for (int i = 0;
                i < Math.min(sent.statement().types().size(), free.types().size());
                i++) {
            String was = sent.statement().types().get(i);
            if (!was.equals(free.types().get(i))) {
                changes.add(query.parameters().get(i) + " was " + was + " and is "
                        + free.types().get(i));
            }
        }
        return QueryFindings.of(
                PolicyRule.QUERY_PARAMETER_TYPE,
                query,
                place(query, Optional.of(error)),
                "is refused " + judged.after() + " where its parameters have the types of before: "
                        + QueryFindings.words(error)
                        + (changes.isEmpty() ? "" : "\n" + String.join("; ", changes) + "."),
                "A driver that sends types with the values, as JDBC's setString and setLong do, gets this error from the commit on;"
                        + " so does whoever has asked the server for the types before. One that leaves them to the server does not.",
                judged.remedy(
                        query,
                        "Expand, then contract: add a column of the new type beside the old one, write both, let "
                                + query.service() + " use the new one, and drop the old one in a later release."),
                QueryFindings.facts(error));
    }

    /** Values that are made up accuse nobody: where others pass, or might, the application may send those. */
    private Finding refused(SentQuery sent, SessionStatement statement, ServerError error) throws SQLException {
        NamedQuery query = sent.query();
        boolean certain = sent.values().given() || isAboutUnnamed(query, error);
        if (!certain) {
            boolean others = otherValuesPass(query, statement);
            if (others || OF_ROWS.contains(error.sqlState()) || QueryRun.isOfPolicy(error)) {
                return valuesRefused(query, error, others);
            }
        }
        boolean writes = query.kind() != StatementKind.SELECT;
        return QueryFindings.of(
                writes ? PolicyRule.QUERY_WRITE_FAILS : PolicyRule.QUERY_BROKEN,
                query,
                place(query, Optional.of(error)),
                (writes ? "cannot write any more " : "fails on rows ") + judged.after() + ": "
                        + QueryFindings.words(error),
                judged.eachRequest(),
                judged.remedy(query, remedy(query, error)),
                QueryFindings.facts(error));
    }

    private Finding valuesRefused(NamedQuery query, ServerError error, boolean others) {
        return QueryFindings.of(
                PolicyRule.QUERY_VALUES_REFUSED,
                query,
                place(query, Optional.of(error)),
                "is refused " + judged.after() + " with values that it took before: " + QueryFindings.words(error),
                (others
                                ? "With those of other rows it is not."
                                : "So it is with those of other rows, which are made up.")
                        + " The application that runs now may still send such values: that fails from the commit on.",
                judged.remedy(query, remedy(query, error)),
                QueryFindings.facts(error));
    }

    /** What an INSERT does not name gets the same value whatever is sent. */
    private boolean isAboutUnnamed(NamedQuery query, ServerError error) {
        if (query.kind() != StatementKind.INSERT) {
            return false;
        }
        Set<String> words = SchemaLoss.words(query.sql());
        if (error.sqlState().equals(NOT_NULL)) {
            return error.column().filter(column -> !words.contains(column)).isPresent();
        }
        return table(error)
                .flatMap(table -> table.checks().stream()
                        .filter(check ->
                                error.constraint().filter(check.name()::equals).isPresent())
                        .findFirst())
                .filter(check ->
                        !check.columns().isEmpty() && check.columns().stream().noneMatch(words::contains))
                .isPresent();
    }

    private Optional<Table> table(ServerError error) {
        return error.schema()
                .flatMap(schema -> error.table()
                        .flatMap(name -> after.tables().stream()
                                .filter(one -> one.schema().equals(schema)
                                        && one.name().equals(name))
                                .findFirst()));
    }

    private boolean otherValuesPass(NamedQuery query, SessionStatement statement) throws SQLException {
        return sessions.of(query).tryValues(query, statement, after).run().succeeded();
    }

    private String remedy(NamedQuery query, ServerError error) {
        Optional<String> table = table(error).map(Table::identity);
        if (table.isEmpty()) {
            return loss.remedy(query.sql(), query.service());
        }
        String alter = "ALTER TABLE " + table.get();
        if (error.sqlState().equals(NOT_NULL) && error.column().isPresent()) {
            String column = after.table(table.get())
                    .flatMap(found -> found.column(error.column().get()))
                    .map(found -> found.quotedName())
                    .orElse(error.column().get());
            return "Rows of the running application need a value:\n" + alter + " ALTER COLUMN " + column
                    + " SET DEFAULT …;\nIn a later release, when " + query.service() + " names it:\n" + alter
                    + " ALTER COLUMN " + column + " DROP DEFAULT;";
        }
        return "Let " + query.service() + " write what is demanded first, and demand it in a later release"
                + error.constraint()
                        .map(constraint -> ":\n" + alter + " ADD CONSTRAINT " + constraint + " … NOT VALID;")
                        .orElse(".");
    }

    private static ResultChange change(QueryRun before, QueryRun now) {
        return before.execution()
                .flatMap(was -> now.execution().map(is -> ResultChange.of(was.columns(), is.columns())))
                .orElseGet(() -> ResultChange.NONE);
    }

    private List<Finding> results(NamedQuery query, ResultChange change) {
        List<Finding> findings = new ArrayList<>();
        if (!change.changed().isEmpty()) {
            findings.add(QueryFindings.of(
                    PolicyRule.QUERY_RESULT_CHANGED,
                    query,
                    place(query, Optional.empty()),
                    "returns another thing " + judged.after() + ": " + String.join("; ", change.changed()) + ".",
                    "The server reports no error. The application that runs now does not find what it asks for by name, or reads it as"
                            + " what it was.",
                    judged.remedy(query, loss.remedy(query.sql(), query.service(), change.gone())),
                    Map.of("changed", String.join("; ", change.changed()))));
        }
        if (!change.widened().isEmpty()) {
            findings.add(QueryFindings.of(
                    PolicyRule.QUERY_RESULT_WIDENED,
                    query,
                    place(query, Optional.empty()),
                    "returns a wider type " + judged.after() + ": " + String.join("; ", change.widened()) + ".",
                    "Drivers that convert go on until a value comes that the former type cannot hold; those that check types do not.",
                    "Let " + query.service() + " read the wider type first.",
                    Map.of("widened", String.join("; ", change.widened()))));
        }
        if (!change.moved().isEmpty()) {
            findings.add(QueryFindings.of(
                    PolicyRule.QUERY_RESULT_REORDERED,
                    query,
                    place(query, Optional.empty()),
                    "returns its columns in another order " + judged.after() + ": " + String.join("; ", change.moved())
                            + ".",
                    "Who reads them by their names goes on. Who reads them by their places, as code that is generated for * does,"
                            + " takes one for the other, without an error where they have one type.",
                    judged.remedy(query, "Let " + query.service() + " name the columns instead of * first."),
                    Map.of("moved", String.join("; ", change.moved()))));
        }
        if (!change.texts().isEmpty()) {
            findings.add(QueryFindings.of(
                    PolicyRule.QUERY_RESULT_WIDENED,
                    query,
                    place(query, Optional.empty()),
                    "returns another type of text " + judged.after() + ": " + String.join("; ", change.texts()) + ".",
                    "Drivers that hand out text go on; those that check types do not.",
                    "Let " + query.service() + " read the other type first.",
                    Map.of("texts", String.join("; ", change.texts()))));
        }
        return findings;
    }

    /** What a session says that has prepared the query before the up. */
    private Optional<Finding> cachedPlan(SentQuery sent, ResultChange change) throws SQLException {
        NamedQuery query = sent.query();
        Optional<QuerySession> session = former.of(query);
        if (session.isEmpty()) {
            return Optional.empty();
        }
        QueryRun run = session.get().run(query, sent.statement(), sent.values().literals());
        if (run.succeeded() || run.refusesValues()) {
            return Optional.empty();
        }
        ServerError error = run.error().orElseThrow();
        Optional<FailedFunction> function = FailedFunction.of(error, after);
        if (function.isPresent()) {
            return Optional.of(cachedFunction(query, error, function.get()));
        }
        String added = change.added().isEmpty()
                ? ""
                : "\nIt returns also "
                        + change.added().stream().map(String::valueOf).collect(Collectors.joining(", ")) + ".";
        return Optional.of(QueryFindings.of(
                PolicyRule.QUERY_CACHED_PLAN,
                query,
                place(query, Optional.empty()),
                "is refused in each session that has prepared it before this migration: " + QueryFindings.words(error)
                        + added,
                "A pool keeps its connections and what is prepared on them. On each of them the query fails until the connection is"
                        + " opened anew; a driver that prepares again by itself does not do so within a transaction.",
                (change.added().isEmpty() ? "Renew" : "Name the columns instead of *. Or renew")
                        + " the pool's connections right after the migration; or prepare anew after this"
                        + " error, as the driver's autosave=conservative does.",
                QueryFindings.facts(error)));
    }

    private Finding cachedFunction(NamedQuery query, ServerError error, FailedFunction function) {
        return QueryFindings.of(
                PolicyRule.QUERY_CACHED_PLAN,
                query,
                place(query, Optional.empty()),
                "is refused in each session that has sent it before this migration: " + QueryFindings.words(error)
                        + "\nin " + function.words(),
                "A session keeps how it has read a function, and a pool keeps its sessions. On each of them the query fails until the"
                        + " connection is opened anew; to prepare it again does not help.",
                function.renewal(),
                QueryFindings.facts(error, Optional.of(function)));
    }

    private Place place(NamedQuery query, Optional<ServerError> error) {
        return QueryFindings.place(
                judged.script(),
                error,
                loss.tables(query.sql()).stream().map(table -> table.name()).toList());
    }
}

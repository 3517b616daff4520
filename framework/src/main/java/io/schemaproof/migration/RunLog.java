package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.Position;
import io.schemaproof.migration.script.ScriptException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the outcomes of a run and tells the observer. */
final class RunLog {

    private final ScriptSession session;
    private final StatementObserver observer;
    private final Optional<Interruption> interruption;
    private final boolean within;
    private final List<StatementOutcome> outcomes = new ArrayList<>();
    private int sent;

    RunLog(ScriptSession session, RunOptions options) {
        this.session = session;
        this.observer = options.observer();
        this.interruption = options.interruption();
        this.within = options.within();
    }

    /** Something that sends a statement. */
    @FunctionalInterface
    interface Sender {
        ServerReply send() throws SQLException;
    }

    /** Send a statement between the observer's two calls and keep its outcome. */
    ServerReply run(Fragment fragment, Sender sender) throws SQLException {
        return run(fragment, sender, ErrorMapper.at(fragment));
    }

    ServerReply run(Fragment fragment, Sender sender, ErrorMapper mapper) throws SQLException {
        Statement statement = statement(fragment);
        observer.before(session.connection(), statement);
        Optional<String> instead = within ? InnerTransactions.instead(fragment.sql()) : Optional.empty();
        ServerReply reply = instead.isPresent() ? session.send(instead.get()) : sender.send();
        StatementOutcome outcome = new StatementOutcome(
                statement,
                Duration.ofNanos(reply.nanos()),
                reply.rows(),
                reply.notices(),
                reply.error().map(mapper::map));
        outcomes.add(outcome);
        observer.after(session.connection(), outcome);
        sent++;
        return interruption.isPresent() && interruption.get().afterStatement() == sent && reply.succeeded()
                ? interrupt(fragment, interruption.get())
                : reply;
    }

    /** Send what stops the run; its answer stands for that to the statement, so that the tool goes no further. */
    private ServerReply interrupt(Fragment fragment, Interruption stop) throws SQLException {
        ServerReply reply = session.send(stop.sql());
        outcomes.add(new StatementOutcome(
                new Statement(
                        stop.sql(),
                        fragment.source().path(),
                        fragment.position(0).line(),
                        fragment.position(0).column()),
                Duration.ofNanos(reply.nanos()),
                -1,
                reply.notices(),
                reply.error().map(ErrorMapper.at(Fragment.synthetic(stop.sql(), fragment.source(), 0))::map)));
        return reply;
    }

    void add(StatementOutcome outcome) {
        outcomes.add(outcome);
    }

    StatementObserver observer() {
        return observer;
    }

    /** Keep an error that did not come from the server. */
    void add(ScriptException e, String sql) {
        Position position = e.position();
        String file = e.source().path();
        outcomes.add(new StatementOutcome(
                new Statement(sql, file, position.line(), position.column()),
                Duration.ZERO,
                -1,
                List.of(),
                Optional.of(new StatementError(
                        "00000",
                        String.valueOf(e.getMessage()),
                        Optional.empty(),
                        e.hint(),
                        Optional.empty(),
                        file,
                        position.line(),
                        position.column(),
                        ErrorSubject.NONE))));
    }

    /** Add a notice of ours to the last statement. */
    void warn(String warning) {
        if (outcomes.isEmpty()) {
            return;
        }
        StatementOutcome last = outcomes.remove(outcomes.size() - 1);
        List<String> notices = new ArrayList<>(last.notices());
        notices.add("WARNING: " + warning);
        outcomes.add(new StatementOutcome(last.statement(), last.time(), last.rows(), notices, last.error()));
    }

    boolean failed() {
        return outcomes.stream().anyMatch(outcome -> outcome.error().isPresent());
    }

    Optional<StatementOutcome> last() {
        return outcomes.isEmpty() ? Optional.empty() : Optional.of(outcomes.get(outcomes.size() - 1));
    }

    MigrationRun toRun(Script script, long begin) {
        return new MigrationRun(script, outcomes, Duration.ofNanos(System.nanoTime() - begin));
    }

    static Statement statement(Fragment fragment) {
        Position position = fragment.position(0);
        return new Statement(fragment.sql(), fragment.source().path(), position.line(), position.column());
    }
}

package io.schemaproof.migration;

import io.schemaproof.migration.ProbedSending.Probed;
import io.schemaproof.migration.StatementProbe.Sight;
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

    private static final Sight UNSEEN = new Sight(List.of(), List.of(), false, false);

    private final ScriptSession session;
    private final StatementObserver observer;
    private final Optional<Interruption> interruption;
    private final boolean within;
    private final Optional<StatementProbe> probe;
    private final List<StatementOutcome> outcomes = new ArrayList<>();
    private int sent;

    RunLog(ScriptSession session, RunOptions options) {
        this.session = session;
        this.observer = options.observer();
        this.interruption = options.interruption();
        this.within = options.within();
        this.probe = options.probe();
    }

    /** Something that sends a statement. */
    @FunctionalInterface
    interface Sender {
        ServerReply send() throws SQLException;
    }

    @FunctionalInterface
    private interface ProbedSender {
        Probed send() throws SQLException;
    }

    /** Send a statement between the observer's two calls and keep its outcome. */
    ServerReply send(Fragment fragment, boolean keepRows) throws SQLException {
        Statement statement = statement(fragment);
        return probe.isPresent()
                ? run(
                        fragment,
                        statement,
                        () -> new ProbedSending(session, probe.get()).send(statement, keepRows),
                        ErrorMapper.at(fragment))
                : run(fragment, () -> session.send(fragment.sql(), keepRows), ErrorMapper.at(fragment));
    }

    /** Send COPY with its data in the same way. */
    ServerReply run(Fragment fragment, Sender sender, ErrorMapper mapper) throws SQLException {
        Statement statement = statement(fragment);
        return run(
                fragment,
                statement,
                () -> probe.isPresent()
                        ? new ProbedSending(session, probe.get()).copy(statement, sender)
                        : new Probed(sender.send(), UNSEEN),
                mapper);
    }

    private ServerReply run(Fragment fragment, Statement statement, ProbedSender sender, ErrorMapper mapper)
            throws SQLException {
        refuseOutside(statement);
        observer.before(session.connection(), statement);
        Optional<String> instead = within ? InnerTransactions.instead(fragment.sql()) : Optional.empty();
        Probed probed = instead.isPresent() ? new Probed(session.send(instead.get()), UNSEEN) : sender.send();
        ServerReply reply = probed.reply();
        StatementOutcome outcome = new StatementOutcome(
                statement,
                Duration.ofNanos(reply.nanos()),
                reply.rows(),
                reply.notices(),
                reply.error().map(mapper::map));
        outcomes.add(outcome);
        observer.after(session.connection(), outcome);
        if (probe.isPresent()) {
            probe.get().seen(outcome, probed.sight());
        }
        sent++;
        return interruption.isPresent() && interruption.get().afterStatement() == sent && reply.succeeded()
                ? interrupt(fragment, interruption.get())
                : reply;
    }

    /**
     * Refuse what would change more than the database of a session that leads to a server of somebody else.
     *
     * @throws OutsideChangeException if it would
     */
    void refuseOutside(Statement statement) {
        if (session.isGuarded()) {
            Optional<String> change = OutsideChange.in(statement.sql(), session.database());
            if (change.isPresent()) {
                throw OutsideChangeException.of(statement, change.get());
            }
        }
    }

    /** Begin a new session, as psql's {@code \connect} does. */
    void resetSession() throws SQLException {
        session.reset();
        probe.ifPresent(StatementProbe::sessionReset);
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

    Optional<StatementProbe> probe() {
        return probe;
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

package io.schemaproof.migration;

import io.schemaproof.migration.script.FlywayScript;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a script in one message and tells its statements apart in the answer. */
final class WholeExecution {

    private final ScriptContext context;
    private boolean split = true;

    WholeExecution(ScriptContext context) {
        this.context = context;
    }

    void run() throws SQLException {
        if (context.script().mode().isTransactional()) {
            context.inTransaction(this::send);
        } else {
            send();
        }
    }

    private void send() throws SQLException {
        Fragment whole;
        try {
            whole = context.script().dialect() == ScriptDialect.FLYWAY
                    ? FlywayScript.whole(
                            context.source(),
                            context.placeholders(context.options().placeholders()))
                    : Fragment.whole(context.source());
        } catch (ScriptException e) {
            context.fail(e);
            return;
        }
        List<Fragment> statements = statements();
        if (statements.size() == 1 && context.options().probe().isPresent()) {
            context.log().send(statements.get(0), false);
            return;
        }
        Fragment first = statements.isEmpty() ? whole : statements.get(0);
        Statement message = new Statement(
                whole.sql(),
                context.source().path(),
                first.position(0).line(),
                first.position(0).column());
        for (Fragment statement : statements) {
            context.log().refuseOutside(RunLog.statement(statement));
        }
        context.log().refuseOutside(message);
        context.log().observer().before(context.session().connection(), message);
        WholeMessage sent = message(whole, statements);
        ServerReply reply = sent.isProbed()
                ? context.session().send(sent.sql(), true)
                : context.session().send(sent.sql());
        Optional<StatementError> error =
                reply.error().map(e -> ErrorMapper.of(e, whole, context.source().position(sent.sourceOffset(e))));
        Duration time = Duration.ofNanos(reply.nanos());
        context.log()
                .observer()
                .after(
                        context.session().connection(),
                        new StatementOutcome(message, time, reply.rows(), reply.notices(), error));
        List<StatementOutcome> outcomes = outcomes(sent.own(reply), sent, whole, statements, time);
        outcomes.forEach(context.log()::add);
        Optional<StatementProbe> probe = context.log().probe();
        for (int i = 0; probe.isPresent() && i < outcomes.size(); i++) {
            probe.get().seen(outcomes.get(i), sent.sight(reply, i));
        }
    }

    private WholeMessage message(Fragment whole, List<Fragment> statements) throws SQLException {
        RunOptions options = context.options();
        if (options.probe().isPresent() && split && !statements.isEmpty()) {
            return WholeMessage.probed(whole, statements, options.probe().get());
        }
        String sql =
                options.interruption().map(stop -> stop.message(statements)).orElse(whole.sql());
        return WholeMessage.plain(whole, statements, sql);
    }

    private List<StatementOutcome> outcomes(
            ServerReply reply, WholeMessage sent, Fragment whole, List<Fragment> statements, Duration time) {
        List<StatementOutcome> outcomes = new ArrayList<>();
        int done = Math.min(reply.results().size(), statements.size());
        for (int i = 0; i < done; i++) {
            outcomes.add(new StatementOutcome(
                    RunLog.statement(statements.get(i)),
                    time,
                    reply.results().get(i).count(),
                    i + 1 == done && reply.error().isEmpty()
                            ? reply.noticesAfter(i)
                            : reply.results().get(i).notices(),
                    Optional.empty()));
        }
        reply.error().ifPresent(error -> {
            int offset = sent.sourceOffset(error);
            Fragment failed = ErrorMapper.hasPosition(error)
                    ? containing(statements, offset, whole)
                    : done < statements.size() ? statements.get(done) : whole;
            StatementError mapped = ErrorMapper.hasPosition(error)
                    ? ErrorMapper.of(error, failed, context.source().position(offset))
                    : ErrorMapper.of(error, failed, failed.position(0));
            outcomes.add(new StatementOutcome(
                    RunLog.statement(failed), time, -1, reply.noticesAfter(done), Optional.of(mapped)));
        });
        return outcomes;
    }

    private static Fragment containing(List<Fragment> statements, int offset, Fragment whole) {
        Fragment found = whole;
        for (Fragment statement : statements) {
            if (statement.sourceOffset(0) > offset) {
                break;
            }
            found = statement;
        }
        return found;
    }

    /** The statements, as far as the text can be split; the server has the last word about it. */
    private List<Fragment> statements() {
        List<Fragment> statements = new ArrayList<>();
        Splitter splitter = context.script().dialect() == ScriptDialect.FLYWAY
                ? FlywayScript.splitter(
                        context.source(), context.placeholders(context.options().placeholders()))
                : Splitter.server(context.source(), context.session()::standardStrings);
        try {
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                statements.add(next.get());
            }
        } catch (ScriptException e) {
            split = false;
            splitter.rest().ifPresent(statements::add);
        }
        return statements;
    }
}

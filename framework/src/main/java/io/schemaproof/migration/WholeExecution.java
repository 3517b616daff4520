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
                    ? FlywayScript.whole(context.source(), context.options().placeholders())
                    : Fragment.whole(context.source());
        } catch (ScriptException e) {
            context.fail(e);
            return;
        }
        List<Fragment> statements = statements();
        Fragment first = statements.isEmpty() ? whole : statements.get(0);
        Statement message = new Statement(
                whole.sql(),
                context.source().path(),
                first.position(0).line(),
                first.position(0).column());
        context.log().observer().before(context.session().connection(), message);
        String sql = context.options()
                .interruption()
                .map(stop -> stop.message(statements))
                .orElse(whole.sql());
        ServerReply reply = context.session().send(sql);
        Optional<StatementError> error = reply.error().map(ErrorMapper.at(whole)::map);
        Duration time = Duration.ofNanos(reply.nanos());
        context.log()
                .observer()
                .after(
                        context.session().connection(),
                        new StatementOutcome(message, time, reply.rows(), reply.notices(), error));
        outcomes(reply, whole, statements, time);
    }

    private void outcomes(ServerReply reply, Fragment whole, List<Fragment> statements, Duration time) {
        int done = Math.min(reply.results().size(), statements.size());
        for (int i = 0; i < done; i++) {
            context.log()
                    .add(new StatementOutcome(
                            RunLog.statement(statements.get(i)),
                            time,
                            reply.results().get(i).count(),
                            i == 0 ? reply.notices() : List.of(),
                            Optional.empty()));
        }
        reply.error().ifPresent(error -> {
            int offset = whole.sourceOffset(ErrorMapper.offset(error, whole.sql()));
            Fragment failed = ErrorMapper.hasPosition(error)
                    ? containing(statements, offset, whole)
                    : done < statements.size() ? statements.get(done) : whole;
            StatementError mapped = ErrorMapper.hasPosition(error)
                    ? ErrorMapper.of(error, failed, context.source().position(offset))
                    : ErrorMapper.of(error, failed, failed.position(0));
            context.log()
                    .add(new StatementOutcome(
                            RunLog.statement(failed),
                            time,
                            -1,
                            done == 0 ? reply.notices() : List.of(),
                            Optional.of(mapped)));
        });
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
                ? FlywayScript.splitter(context.source(), context.options().placeholders())
                : Splitter.server(context.source(), context.session()::standardStrings);
        try {
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                statements.add(next.get());
            }
        } catch (ScriptException e) {
            splitter.rest().ifPresent(statements::add);
        }
        return statements;
    }
}

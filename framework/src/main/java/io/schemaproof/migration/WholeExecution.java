package io.schemaproof.migration;

import io.schemaproof.migration.script.FlywayScript;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends a script in one message and tells its statements apart in the answer. */
final class WholeExecution {

    private final Script script;
    private final SourceText source;
    private final ScriptSession session;
    private final RunLog log;
    private final RunOptions options;

    WholeExecution(Script script, SourceText source, ScriptSession session, RunLog log, RunOptions options) {
        this.script = script;
        this.source = source;
        this.session = session;
        this.log = log;
        this.options = options;
    }

    void run() throws SQLException {
        if (script.mode().isTransactional()) {
            new TransactionFrame(source, session, log).run(this::send);
        } else {
            send();
        }
    }

    private void send() throws SQLException {
        Fragment whole;
        try {
            whole = script.dialect() == ScriptDialect.FLYWAY
                    ? FlywayScript.whole(source, options.placeholders())
                    : Fragment.whole(source);
        } catch (ScriptException e) {
            log.add(e, e.source().line(e.position().line()).strip());
            return;
        }
        List<Fragment> statements = statements();
        Fragment first = statements.isEmpty() ? whole : statements.get(0);
        Statement message = new Statement(
                whole.sql(),
                source.path(),
                first.position(0).line(),
                first.position(0).column());
        log.observer().before(session.connection(), message);
        ServerReply reply = session.send(whole.sql());
        Optional<StatementError> error = reply.error().map(ErrorMapper.at(whole)::map);
        Duration time = Duration.ofNanos(reply.nanos());
        log.observer()
                .after(session.connection(), new StatementOutcome(message, time, reply.rows(), reply.notices(), error));
        outcomes(reply, whole, statements, time);
    }

    private void outcomes(ServerReply reply, Fragment whole, List<Fragment> statements, Duration time) {
        int done = Math.min(reply.results().size(), statements.size());
        for (int i = 0; i < done; i++) {
            log.add(new StatementOutcome(
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
                    ? ErrorMapper.of(error, failed, source.position(offset))
                    : ErrorMapper.of(error, failed, failed.position(0));
            log.add(new StatementOutcome(
                    RunLog.statement(failed), time, -1, done == 0 ? reply.notices() : List.of(), Optional.of(mapped)));
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
        Splitter splitter = script.dialect() == ScriptDialect.FLYWAY
                ? FlywayScript.splitter(source, options.placeholders())
                : Splitter.server(source, session::standardStrings);
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

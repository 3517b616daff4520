package io.schemaproof.migration;

import io.schemaproof.migration.StatementProbe.Sight;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.core.TransactionState;

/** Sends one statement and a probe's commands around it. */
final class ProbedSending {

    /** COPY cannot be followed by something in a pipeline: its data come in between. */
    private static final String COPY = "(?is)\\s*COPY\\b.*";

    private final ScriptSession session;
    private final StatementProbe probe;

    ProbedSending(ScriptSession session, StatementProbe probe) {
        this.session = session;
        this.probe = probe;
    }

    /** The answer to the statement alone, and what the probe saw. */
    record Probed(ServerReply reply, Sight sight) {}

    Probed send(Statement statement, boolean keepRows) throws SQLException {
        String sql = statement.sql();
        return send(statement, sql.matches(COPY) || isSeveral(sql), () -> session.send(sql, keepRows), keepRows);
    }

    Probed copy(Statement statement, RunLog.Sender sender) throws SQLException {
        return send(statement, true, sender, false);
    }

    private Probed send(Statement statement, boolean apart, RunLog.Sender sender, boolean keepRows)
            throws SQLException {
        if (session.transaction() == TransactionState.FAILED) {
            return new Probed(sender.send(), sight(List.of(), List.of(), false));
        }
        boolean idle = session.transaction() == TransactionState.IDLE;
        if (idle && apart) {
            return statement.sql().matches(COPY)
                    ? inTransaction(statement, sender)
                    : new Probed(sender.send(), sight(List.of(), List.of(), false));
        }
        List<ProbeRows> before = ask(probe.before(statement, idle));
        if (idle) {
            return pipeline(statement, before, keepRows);
        }
        ServerReply reply = sender.send();
        return new Probed(reply, sight(before, afterwards(statement), false));
    }

    private List<ProbeRows> afterwards(Statement statement) throws SQLException {
        return session.transaction() == TransactionState.FAILED ? List.of() : ask(probe.after(statement));
    }

    private Probed pipeline(Statement statement, List<ProbeRows> before, boolean keepRows) throws SQLException {
        List<String> after = probe.after(statement);
        ServerReply all = session.pipeline(statement.sql(), after, keepRows);
        boolean open = session.transaction() != TransactionState.IDLE;
        if (!open) {
            ask(probe.restore(statement));
        }
        List<ServerReply.Result> results = all.results();
        if (!results.isEmpty() && results.size() <= after.size() && all.error().isPresent()) {
            throw all.error().get();
        }
        boolean complete = results.size() > after.size();
        List<ServerReply.Result> own = complete ? results.subList(0, results.size() - after.size()) : results;
        List<ProbeRows> rows = complete ? rows(results.subList(own.size(), results.size())) : List.of();
        // An error behind all answers is that of the COMMIT, which alone comes before the answer to its statement.
        return new Probed(
                new ServerReply(all.error().isPresent() ? List.of() : own, all.notices(), all.error(), all.nanos()),
                new Sight(before, rows, true, open));
    }

    /** What COPY does alone it does in a transaction, too; only an error of its COMMIT comes in another message. */
    private Probed inTransaction(Statement statement, RunLog.Sender sender) throws SQLException {
        session.send("BEGIN");
        List<ProbeRows> before = ask(probe.before(statement, false));
        ServerReply reply = sender.send();
        List<ProbeRows> after = afterwards(statement);
        if (!reply.succeeded()) {
            session.rollback();
            return new Probed(reply, sight(before, after, false));
        }
        ServerReply commit = session.send("COMMIT");
        return new Probed(
                new ServerReply(reply.results(), reply.notices(), commit.error(), reply.nanos()),
                sight(before, after, false));
    }

    private List<ProbeRows> ask(List<String> commands) throws SQLException {
        if (commands.isEmpty()) {
            return List.of();
        }
        ServerReply reply = session.send(String.join(";\n", commands), true);
        if (reply.error().isPresent()) {
            throw reply.error().get();
        }
        return rows(reply.results());
    }

    private Sight sight(List<ProbeRows> before, List<ProbeRows> after, boolean pipelined) {
        return new Sight(before, after, pipelined, session.transaction() != TransactionState.IDLE);
    }

    private static List<ProbeRows> rows(List<ServerReply.Result> results) {
        return results.stream().map(ProbeRows::of).toList();
    }

    /** psql's {@code \;} puts several statements into one message. */
    private boolean isSeveral(String sql) {
        if (sql.indexOf(';') < 0) {
            return false;
        }
        Splitter splitter = Splitter.server(new SourceText("", sql, 1), session::standardStrings);
        try {
            int count = 0;
            while (count < 2 && splitter.next().isPresent()) {
                count++;
            }
            return count > 1;
        } catch (ScriptException e) {
            // The server says what is wrong with it.
            return false;
        }
    }
}

package io.schemaproof.migration;

import io.schemaproof.base.CopyFromStdin;
import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/**
 * Sends several statements that psql has put into one message with {@code \;}, and COPY FROM STDIN among them.
 *
 * <p>The driver knows no such message, so they go out one by one, in a transaction that stands for the server's implicit one.
 */
final class CopyAmongOthers {

    private static final String SYNTAX_ERROR = "42601";

    private static final String SAVEPOINT = "schemaproof_syntax";

    /** What the server refuses in an implicit transaction. */
    private static final String OF_SAVEPOINTS = "(?is)(SAVEPOINT|RELEASE|ROLLBACK\\s+((WORK|TRANSACTION)\\s+)?TO)\\b.*";

    private final ScriptSession session;
    private final Fragment message;
    private final List<Fragment> statements;
    private final Supplier<CopyData> copyData;
    private final List<ServerReply.Result> results = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private boolean implicit;
    private int taken;
    private @Nullable Fragment last;
    private @Nullable CopyData rows;

    private CopyAmongOthers(
            ScriptSession session, Fragment message, List<Fragment> statements, Supplier<CopyData> copyData) {
        this.session = session;
        this.message = message;
        this.statements = statements;
        this.copyData = copyData;
    }

    /** Cut a message into its statements; nothing where it is one alone, or the server cannot tell them apart. */
    static Optional<CopyAmongOthers> of(ScriptSession session, Fragment message, Supplier<CopyData> copyData) {
        List<Fragment> statements = new ArrayList<>();
        Splitter splitter = Splitter.within(message);
        try {
            for (Optional<Fragment> next = splitter.next(); next.isPresent(); next = splitter.next()) {
                statements.add(next.get());
            }
        } catch (ScriptException e) {
            return Optional.empty();
        }
        return statements.size() > 1
                ? Optional.of(new CopyAmongOthers(session, message, statements, copyData))
                : Optional.empty();
    }

    ServerReply send(boolean keepRows) throws SQLException {
        long begin = System.nanoTime();
        Optional<SQLException> error = syntaxError();
        for (int i = 0; i < statements.size() && error.isEmpty(); i++) {
            error = send(statements.get(i), keepRows);
        }
        if (implicit) {
            ServerReply end = session.send(error.isEmpty() ? "COMMIT" : "ROLLBACK");
            error = error.isEmpty() ? end.error() : error;
        }
        return new ServerReply(error.isEmpty() ? results : List.of(), notices, error, System.nanoTime() - begin);
    }

    /** How often rows were taken out of the script. */
    int taken() {
        return taken;
    }

    StatementError map(SQLException error) {
        if (last == null) {
            return ErrorMapper.at(message).map(error);
        }
        return ErrorMapper.of(
                error,
                last,
                rows == null ? ErrorMapper.position(error, last) : CopyExecution.position(error, last, rows));
    }

    /** The server reads a message as a whole before it runs any of it; what fails at its beginning lets it read and no more. */
    private Optional<SQLException> syntaxError() throws SQLException {
        boolean open = session.transaction() == TransactionState.OPEN;
        if (open) {
            session.send("SAVEPOINT " + SAVEPOINT);
        }
        Optional<SQLException> error =
                session.send("SELECT 1/0;" + message.sql()).error();
        if (open) {
            session.send("ROLLBACK TO SAVEPOINT " + SAVEPOINT + "; RELEASE SAVEPOINT " + SAVEPOINT);
        }
        if (error.isEmpty() || !SYNTAX_ERROR.equals(error.get().getSQLState())) {
            return Optional.empty();
        }
        return session.send(message.sql()).error();
    }

    private Optional<SQLException> send(Fragment statement, boolean keepRows) throws SQLException {
        last = statement;
        rows = null;
        if (implicit && statement.sql().matches(OF_SAVEPOINTS)) {
            session.send("ROLLBACK");
            implicit = false;
            return session.send("SELECT 1;" + statement.sql()).error();
        }
        if (begins(statement.sql())) {
            return Optional.empty();
        }
        ServerReply reply = CopyFromStdin.is(statement.sql())
                ? session.copy(statement.sql(), (copy, charset) -> {
                    rows = copyData.get();
                    taken++;
                    ScriptSession.CopySource.of(rows).writeTo(copy, charset);
                })
                : session.send(statement.sql(), keepRows);
        implicit &= session.transaction() != TransactionState.IDLE;
        results.addAll(reply.results());
        notices.addAll(reply.notices());
        return reply.error();
    }

    /** Begin the implicit transaction, or turn it into one of the script's own, as BEGIN does; that BEGIN is done with then. */
    private boolean begins(String sql) throws SQLException {
        boolean own = sql.matches("(?is)(BEGIN|START\\s+TRANSACTION)\\b.*");
        if (session.transaction() == TransactionState.IDLE && !own) {
            session.send("BEGIN");
            implicit = true;
        } else if (implicit && own) {
            implicit = false;
            return true;
        }
        return false;
    }
}

package io.schemaproof.migration;

import java.sql.SQLException;
import java.util.List;

/**
 * Look at the server from within the transaction of each statement, where its locks and uncommitted changes can be seen.
 *
 * <p>A {@link StatementObserver} comes too late for a statement that is its own transaction. A probe names commands instead, and
 * the run sends them where they belong, without changing what becomes of the script:
 *
 * <ul>
 *   <li>In an open transaction they are messages of their own, before and behind that of the statement.
 *   <li>Where none is open, the ones behind follow the statement in one pipeline of the extended protocol, whose end is the end of
 *       the transaction. The statement comes first in it, so that it may do all that it may do alone.
 *   <li>Where a script of several statements is one message, they stand between the statements in that message.
 *   <li>{@code COPY} outside of a transaction gets {@code BEGIN} and {@code COMMIT}.
 * </ul>
 *
 * <p>A command that takes a snapshot must not come before {@code SET TRANSACTION ISOLATION LEVEL}; the probe knows the statements.
 *
 * @since 0.1
 */
public interface StatementProbe {

    /**
     * Name the commands to run before a statement.
     *
     * @param idle whether no transaction is open, so that they are a transaction of their own; {@code false} within a message
     * @return one command each, without semicolon; may be empty
     */
    List<String> before(Statement statement, boolean idle) throws SQLException;

    /** Name the commands to run behind a statement, in its transaction as long as it has not ended that itself. */
    List<String> after(Statement statement) throws SQLException;

    /**
     * Name the commands to run in a message of their own once a statement outside of any transaction has ended, well or not:
     * what takes back what those before it have set.
     */
    List<String> restore(Statement statement);

    /** Take what was seen. Called once for each statement that was sent, in order. */
    void seen(StatementOutcome outcome, Sight sight) throws SQLException;

    /** Called after everything of the session was discarded, as psql's {@code \connect} does. */
    void sessionReset();

    /**
     * What the commands of a probe returned.
     *
     * @param before one for each command before the statement; empty where none was sent
     * @param after one for each command behind it; empty where the statement failed, or where the text holds several statements
     * @param pipelined whether statement and commands behind it were a transaction of their own
     * @param open whether a transaction is open behind the statement
     * @since 0.1
     */
    record Sight(List<ProbeRows> before, List<ProbeRows> after, boolean pipelined, boolean open) {

        public Sight {
            before = List.copyOf(before);
            after = List.copyOf(after);
        }
    }
}

package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Watch a run and tell where it may be stopped, and where a transaction is open. Not for use by several runs.
 *
 * @since 0.1
 */
public final class StopPoints implements StatementObserver {

    /** In one message everything is in a transaction until one of these has ended it. */
    private static final Pattern ENDS_TRANSACTION = Pattern.compile("(?is)\\A(COMMIT|END)\\b.*");

    private final List<StopPoint> points = new ArrayList<>();

    @Override
    public void after(Connection connection, StatementOutcome outcome) throws SQLException {
        boolean open = connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE;
        points.add(new StopPoint(points.size() + 1, outcome.statement(), open));
    }

    /**
     * The places behind each statement of the run that was watched.
     *
     * @param run what it has become
     */
    public List<StopPoint> of(MigrationRun run) {
        if (!run.script().mode().isWhole()) {
            return List.copyOf(points);
        }
        List<StopPoint> inMessage = new ArrayList<>();
        // A message of one statement is that statement, and no transaction around several.
        boolean several = run.outcomes().size() > 1 || run.script().mode().isTransactional();
        for (StatementOutcome outcome : run.outcomes()) {
            boolean ends =
                    ENDS_TRANSACTION.matcher(outcome.statement().sql().strip()).matches();
            inMessage.add(new StopPoint(inMessage.size() + 1, outcome.statement(), several && !ends));
        }
        return List.copyOf(inMessage);
    }
}

package io.schemaproof.trace;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SessionRenewal;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Traces scripts one after the other, each as in a session of its own: who deploys one migration has not deployed those before it in the
 * same session. For scripts that have passed in sessions of their own before; they share one where it can be made as good as new. Others may
 * write to the database between two scripts.
 *
 * <p>Not safe for use by several threads.
 *
 * @since 0.1
 */
public final class ReusedTracer implements AutoCloseable {

    private final ConnectionSettings database;
    private @Nullable StatementTracer tracer;
    private boolean stays;

    /** @param database as for {@link StatementTracer#open(ConnectionSettings)}; nothing is opened yet */
    public ReusedTracer(ConnectionSettings database) {
        this.database = database;
    }

    /**
     * Run a script and trace it. A statement that fails is an outcome and no exception.
     *
     * @throws SQLException if the connection cannot be made or is lost, or if the server cannot be looked at
     */
    public ScriptTrace run(Script script) throws SQLException {
        StatementTracer current = asNew();
        stays |= !SessionRenewal.canFollow(script);
        boolean whole = false;
        try {
            ScriptTrace trace = current.run(script);
            whole = true;
            return trace;
        } finally {
            if (!whole || stays) {
                close();
            }
        }
    }

    private StatementTracer asNew() throws SQLException {
        StatementTracer current = tracer;
        if (current != null && current.renew()) {
            return current;
        }
        close();
        StatementTracer opened = StatementTracer.open(database);
        tracer = opened;
        return opened;
    }

    /** Close the session; the next script opens another one. */
    @Override
    public void close() throws SQLException {
        if (tracer != null) {
            tracer.close();
            tracer = null;
        }
    }
}

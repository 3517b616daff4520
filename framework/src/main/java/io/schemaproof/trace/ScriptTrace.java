package io.schemaproof.trace;

import io.schemaproof.migration.MigrationRun;
import java.util.List;

/**
 * What the server did for one script, up or down.
 *
 * @param run what became of it; one outcome for each trace
 * @param statements in the order of their execution
 * @param leaks what its session keeps and the next script of the same session finds, sorted
 * @since 0.1
 */
public record ScriptTrace(MigrationRun run, List<StatementTrace> statements, List<SessionLeak> leaks) {

    public ScriptTrace {
        statements = List.copyOf(statements);
        leaks = List.copyOf(leaks);
    }
}

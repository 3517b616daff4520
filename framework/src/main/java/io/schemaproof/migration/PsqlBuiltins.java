package io.schemaproof.migration;

import io.schemaproof.migration.psql.PsqlVariables;
import java.sql.SQLException;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.QueryExecutor;

/** The variables that psql sets when it connects. */
final class PsqlBuiltins {

    private final QueryExecutor executor;

    PsqlBuiltins(ScriptSession session) throws SQLException {
        this.executor = session.connection().unwrap(BaseConnection.class).getQueryExecutor();
    }

    void putInto(PsqlVariables variables) {
        String version = String.valueOf(executor.getServerVersion());
        variables.put("DBNAME", executor.getDatabase());
        variables.put("USER", executor.getUser());
        variables.put("HOST", executor.getHostSpec().getHost());
        variables.put("PORT", String.valueOf(executor.getHostSpec().getPort()));
        variables.put("ENCODING", "UTF8");
        variables.put("SERVER_VERSION_NAME", version);
        variables.put("SERVER_VERSION_NUM", String.valueOf(executor.getServerVersionNum()));
        // The newest psql, because a script may ask whether a command is there.
        variables.put("VERSION_NAME", "18.0");
        variables.put("VERSION_NUM", "180000");
        variables.put("VERSION", "PostgreSQL 18.0");
        variables.put("LAST_ERROR_SQLSTATE", "00000");
        variables.put("LAST_ERROR_MESSAGE", "");
    }
}

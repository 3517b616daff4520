package io.schemaproof.query;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Decide whether an index may be created for a moment, which locks its table against everybody else. */
final class TrialPermission {

    private TrialPermission() {}

    /** Why it may not; empty if it may. */
    static Optional<String> refusal(Connection connection) throws SQLException {
        if (TestDatabase.isName(connection.getCatalog())
                || Configuration.ofSystem()
                        .get(ConfigurationParameters.WHAT_IF)
                        .filter("true"::equals)
                        .isPresent()) {
            return Optional.empty();
        }
        return Optional.of("database " + connection.getCatalog() + " was not created by Schemaproof, and CREATE INDEX"
                + " locks the table; -D" + ConfigurationParameters.WHAT_IF + "=true allows it");
    }
}

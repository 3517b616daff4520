package io.schemaproof.query;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** Decide whether a database may be changed for a moment, in a transaction that is rolled back but that others notice. */
final class TrialPermission {

    private TrialPermission() {}

    /**
     * Why it may not; empty if it may.
     *
     * @param effect what others would notice, as a sentence
     */
    static Optional<String> refusal(Connection connection, String effect) throws SQLException {
        if (TestDatabase.isName(connection.getCatalog())
                || Configuration.ofSystem().isOn(ConfigurationParameters.WHAT_IF)) {
            return Optional.empty();
        }
        return Optional.of("database " + connection.getCatalog() + " was not created by Schemaproof, and " + effect
                + "; -D" + ConfigurationParameters.WHAT_IF + "=true allows it");
    }
}

package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationException;

/** Reads parameters of servers that are true or false. */
final class Switches {

    private Switches() {}

    /** @throws DatabaseException if it is neither */
    static boolean isOn(Configuration configuration, String key) {
        try {
            return configuration.isOn(key);
        } catch (ConfigurationException e) {
            throw new DatabaseException(String.valueOf(e.getMessage()), e);
        }
    }
}

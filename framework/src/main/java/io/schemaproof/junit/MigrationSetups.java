package io.schemaproof.junit;

import io.schemaproof.backup.BackupException;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationException;
import java.io.IOException;

/**
 * Read setups for a test engine of its own, which has no {@link SchemaTest}. Jars in which migrations lie stay open until this is closed.
 *
 * @since 0.1
 */
public final class MigrationSetups implements AutoCloseable {

    private final SharedSchemas shared = new SharedSchemas();

    /**
     * Read what the parameters name, and warn of those that there are not.
     *
     * @param values what the test says itself, by the keys of {@link io.schemaproof.configuration.ConfigurationParameters}
     * @param parameters for what it leaves out
     * @throws MigrationException if the folder, or a script or seed beside it, is not there or cannot be read
     * @throws BackupException if the dump to begin with is not there, or is none
     */
    public MigrationSetup read(Configuration values, Configuration parameters) {
        ParameterCheck.warn();
        return shared.setup(SchemaSettings.of(values, parameters));
    }

    @Override
    public void close() throws IOException {
        shared.close();
    }
}

package io.schemaproof.suites;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.verify.history.AppliedMigrations;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The schema that all migrations give, made when it is first asked for. Where that fails, everybody who asks is told why. */
final class MigratedSchema implements Supplier<Schema>, AutoCloseable {

    private final MigrationSetup setup;
    private @Nullable ServerLease server;
    private @Nullable TestDatabase database;
    private @Nullable Schema schema;
    private @Nullable RuntimeException failure;

    MigratedSchema(MigrationSetup setup) {
        this.setup = setup;
    }

    @Override
    public synchronized Schema get() {
        if (failure != null) {
            throw failure;
        }
        if (schema == null) {
            try {
                schema = make();
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return schema;
    }

    /** On a server that is lent, since migrations may leave roles on it. */
    private Schema make() {
        server = ServerLease.take(setup.server());
        database = TestDatabase.create(server.server());
        try {
            AppliedMigrations.apply(database, setup.folder(), setup.before(), setup.start(), setup.seed());
        } catch (SQLException e) {
            throw new DatabaseException("The connection to the server was lost: " + e.getMessage(), e);
        }
        return Schema.of(database.dataSource());
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
        }
        if (server != null) {
            server.close();
        }
    }
}

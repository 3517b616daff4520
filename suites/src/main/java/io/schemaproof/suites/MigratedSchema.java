package io.schemaproof.suites;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerLease;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.verify.history.AppliedMigrations;
import io.schemaproof.verify.result.LostServer;
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
        TestDatabase made = TestDatabase.create(server.server());
        database = made;
        return LostServer.during(server::server, () -> {
            AppliedMigrations.apply(made, setup.folder(), setup.before(), setup.start(), setup.seed());
            return Schema.of(made.dataSource());
        });
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

package io.schemaproof.migration.flyway;

import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.MigrationLibrary;

/** Runs migrations through Flyway. */
public final class FlywayLibrary implements MigrationLibrary {

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public boolean isOwn(String sql) {
        // It takes its role again around all that it does.
        return sql.contains("flyway_schema_history") || sql.startsWith("SET ROLE '");
    }

    @Override
    public void run(LibraryStep step, LibrarySession session) throws Exception {
        new FlywayRun(step, session).run();
    }
}

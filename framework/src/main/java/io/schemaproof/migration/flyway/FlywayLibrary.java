package io.schemaproof.migration.flyway;

import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.MigrationLibrary;
import java.util.Set;

/** Runs migrations through Flyway. */
public final class FlywayLibrary implements MigrationLibrary {

    @Override
    public String name() {
        return "flyway";
    }

    @Override
    public Set<String> tables() {
        return Set.of("flyway_schema_history");
    }

    @Override
    public void run(LibraryStep step, LibrarySession session) throws Exception {
        new FlywayRun(step, session).run();
    }
}

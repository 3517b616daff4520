package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.MigrationLibrary;
import java.util.Set;

/** Runs changesets through Liquibase. */
public final class LiquibaseLibrary implements MigrationLibrary {

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public Set<String> tables() {
        return Set.of("databasechangelog", "databasechangeloglock");
    }

    @Override
    public void run(LibraryStep step, LibrarySession session) throws Exception {
        ChangesetRun.run(step, session);
    }
}

package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.LibrarySession;
import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.MigrationLibrary;
import java.util.Locale;

/** Runs changesets through Liquibase. */
public final class LiquibaseLibrary implements MigrationLibrary {

    @Override
    public String name() {
        return "liquibase";
    }

    @Override
    public boolean isOwn(String sql) {
        // It sets the path of its schema before each change.
        return sql.toLowerCase(Locale.ROOT).contains("databasechangelog") || sql.startsWith("SET SEARCH_PATH TO ");
    }

    @Override
    public void run(LibraryStep step, LibrarySession session) throws Exception {
        ChangesetRun.run(step, session);
    }
}

package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.AskedForSource;
import io.schemaproof.migration.source.OptionalLibrary;
import io.schemaproof.migration.source.SourceFolder;

/** Changelogs of Liquibase in any format, read by Liquibase. Only where that is said: changes may be classes of the user's. */
public final class LiquibaseLibrarySource implements AskedForSource {

    static final String NAME = "liquibase-library";

    private static final OptionalLibrary LIQUIBASE =
            new OptionalLibrary("Liquibase", "liquibase.Scope", "org.liquibase:liquibase-core");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        LIQUIBASE.require();
        return new ChangelogReader(folder).read();
    }
}

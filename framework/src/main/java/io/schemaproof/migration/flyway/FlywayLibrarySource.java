package io.schemaproof.migration.flyway;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.AskedForSource;
import io.schemaproof.migration.source.OptionalLibrary;
import io.schemaproof.migration.source.SourceFolder;

/** Migrations of Flyway, in SQL and in Java, with callbacks and {@code flyway.conf}. Only where that is said: some are classes of the user's. */
public final class FlywayLibrarySource implements AskedForSource {

    static final String NAME = "flyway-library";

    private static final OptionalLibrary FLYWAY = new OptionalLibrary(
            "Flyway",
            "org.flywaydb.core.Flyway",
            "org.flywaydb:flyway-core and org.flywaydb:flyway-database-postgresql");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public MigrationFolder read(SourceFolder folder) {
        FLYWAY.require();
        return new FlywayReader(folder).read();
    }
}

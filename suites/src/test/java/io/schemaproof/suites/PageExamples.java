package io.schemaproof.suites;

import io.schemaproof.data.RowSource;
import io.schemaproof.data.seed.SeedFolder;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.migration.MigrationFolder;
import java.nio.file.Path;

/** The examples of {@code docs/data.md} that need a suite: they are compiled here, and quoted there. */
class PageExamples {

    @SchemaTest(migrations = "db/migration")
    class MigrationDataTest implements DataPreservationContract {
        @Override
        public RowSource rows(MigrationFolder migrations) {
            return SeedFolder.read(Path.of("db/seeds"), migrations);
        }
    }
}

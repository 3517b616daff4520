package io.schemaproof.migration.flyway;

import io.schemaproof.migration.LibraryStep;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.SourceFile;
import io.schemaproof.migration.source.SourceFolder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/** Lists the migrations of a folder and of the class path. */
final class FlywayReader {

    private static final FlywayLibrary LIBRARY = new FlywayLibrary();

    private final SourceFolder folder;

    FlywayReader(SourceFolder folder) {
        this.folder = folder;
    }

    MigrationFolder read() {
        FlywayConfiguration settings = new FlywayConfiguration(folder.root());
        try {
            FlywayPlan plan = FlywayPlan.of(folder, settings);
            List<Migration> migrations = plan.migrations().stream()
                    .map(planned -> migration(planned, settings))
                    .toList();
            if (migrations.isEmpty()) {
                throw new MigrationException("There is no migration of Flyway in " + folder.root()
                        + ", and none in Java in " + String.join(", ", settings.packages()) + " on the class path.");
            }
            return new MigrationFolder(
                    folder.root(),
                    FlywayLibrarySource.NAME,
                    migrations,
                    plan.ignored(),
                    Optional.of(LibraryStep.script(
                            LIBRARY,
                            "init",
                            ".",
                            folder.root(),
                            migrations.get(0).up().path(),
                            1,
                            madeOf(plan, settings))));
        } catch (FlywayException e) {
            throw new MigrationException(settings.file() + " in " + folder.root() + ": " + e.getMessage(), e);
        }
    }

    /** What else decides on what the migrations do, so that nobody takes a database for one that they have made. */
    private static String madeOf(FlywayPlan plan, FlywayConfiguration settings) {
        return settings.text()
                + plan.migrations().stream()
                        .flatMap(planned -> planned.type().stream())
                        .map(type -> type.getName() + " " + JavaMigrations.hash(type) + "\n")
                        .collect(Collectors.joining());
    }

    private Migration migration(Planned planned, FlywayConfiguration settings) {
        return new Migration(
                planned.key(),
                planned.description(),
                script("migrate", planned, planned.path(), planned.file()),
                planned.undo().map(file -> script("undo", planned, file.path(), Optional.of(file))),
                planned.isRepeatable(),
                planned.file().isEmpty() && planned.type().isEmpty()
                        ? Optional.of("written in Java, and no class of it is in "
                                + String.join(", ", settings.packages()) + " on the class path")
                        : Optional.empty());
    }

    private Script script(String verb, Planned planned, String path, Optional<SourceFile> file) {
        String content = file.map(SourceFile::text)
                .orElseGet(() -> "checksum "
                        + planned.type()
                                .map(JavaMigrations::instance)
                                .map(migration -> String.valueOf(migration.getChecksum()))
                                .orElse("")
                        + "\n");
        return LibraryStep.script(LIBRARY, verb, planned.key(), folder.root(), path, 1, content);
    }
}

package io.schemaproof.migration.flyway;

import io.schemaproof.migration.source.SourceFile;
import java.util.Comparator;
import java.util.Optional;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.JavaMigration;

/**
 * One migration in the order in which Flyway applies them.
 *
 * @param version empty for a repeatable one
 * @param file the SQL; empty for one in Java
 * @param type the class; empty for one in SQL, and where it is not on the class path
 * @param path where it stands
 * @param undo the SQL that takes it back
 */
record Planned(
        Optional<MigrationVersion> version,
        String description,
        Optional<SourceFile> file,
        Optional<Class<? extends JavaMigration>> type,
        String path,
        boolean baseline,
        Optional<SourceFile> undo) {

    /** Versions first, repeatable ones behind them by description; a baseline before the version that it replaces. */
    static final Comparator<Planned> ORDER = Comparator.comparing(Planned::isRepeatable)
            .thenComparing(planned -> planned.version().orElse(MigrationVersion.EMPTY))
            .thenComparing(planned -> !planned.baseline())
            .thenComparing(Planned::description);

    boolean isRepeatable() {
        return version.isEmpty();
    }

    /** What steps are told apart by. */
    String key() {
        return version.map(MigrationVersion::getVersion).orElse(description);
    }

    Planned undoneBy(SourceFile down) {
        return new Planned(version, description, file, type, path, baseline, Optional.of(down));
    }
}

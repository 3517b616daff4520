package io.schemaproof.suites.project;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the folder of a project's migrations where projects keep them. */
final class MigrationsFinder {

    /** Flyway's own default first. A folder above another comes behind it, since what it holds may be that one alone. */
    private static final List<String> USUAL = List.of(
            "src/main/resources/db/migration",
            "src/main/resources/db/migrations",
            "src/main/resources/db/changelog",
            "src/main/resources/migrations",
            "src/main/resources/db",
            "db/migration",
            "db/migrations",
            "db/changelog",
            "database/migrations",
            "sql/migrations",
            "migrations",
            "migration",
            "db",
            "sql");

    private MigrationsFinder() {}

    /**
     * Find the one folder that can be read; that of a plan of Sqitch is the project itself.
     *
     * @throws ProjectException if there is none, or more than one
     * @throws MigrationException if there is one that cannot be read
     */
    static MigrationFolder find(Path project, String format) {
        List<MigrationFolder> read = new ArrayList<>();
        List<MigrationException> refused = new ArrayList<>();
        List<Path> seen = new ArrayList<>();
        List<String> places = Files.exists(project.resolve("sqitch.plan")) ? List.of("") : USUAL;
        for (String place : places) {
            Path folder = project.resolve(place);
            if (Files.isDirectory(folder) && seen.stream().noneMatch(known -> known.startsWith(folder))) {
                seen.add(folder);
                try {
                    read.add(MigrationReader.read(folder, format));
                } catch (MigrationException e) {
                    refused.add(e);
                }
            }
        }
        if (read.size() > 1) {
            throw new ProjectException("There is more than one folder of migrations: "
                    + read.stream()
                            .map(folder -> folder.root() + " (" + folder.convention() + ")")
                            .collect(Collectors.joining(", "))
                    + ". Name one with --migrations.");
        }
        if (read.isEmpty() && !refused.isEmpty()) {
            throw refused.get(0);
        }
        if (read.isEmpty()) {
            throw new ProjectException("No migrations were found in "
                    + project.toAbsolutePath().normalize() + ", where projects have them: " + String.join(", ", USUAL)
                    + ". Name their folder with --migrations.");
        }
        return read.get(0);
    }
}

package io.schemaproof.suites.project;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a Maven project needs so that its migrations are tested: a dependency, a test class, a step of CI.
 *
 * @param migrations the migrations that were found, or named
 * @param changes what becomes of the project's files; nothing is done yet
 * @param doubt why the test may not be run although the build passes; empty where it is
 * @since 0.1
 */
public record ProjectSetup(MigrationFolder migrations, List<FileChange> changes, Optional<String> doubt) {

    public ProjectSetup {
        changes = List.copyOf(changes);
    }

    /**
     * What is asked for.
     *
     * @param project the folder of the {@code pom.xml}
     * @param migrations the folder of the migrations; empty to look for it
     * @param format their convention, or {@value MigrationReader#AUTO}
     * @param service where the tests are to run; empty to find out
     * @param version the version of Schemaproof
     * @since 0.1
     */
    public record Request(
            Path project, Optional<Path> migrations, String format, Optional<CiService> service, String version) {}

    /**
     * Plan the changes.
     *
     * @throws ProjectException if the project cannot be set up as it is
     * @throws MigrationException if its migrations cannot be read
     */
    public static ProjectSetup plan(Request request) {
        Path project = request.project();
        Path file = project.resolve("pom.xml");
        if (!Files.isRegularFile(file)) {
            throw new ProjectException(file + " does not exist. " + otherwise(project, request.version()));
        }
        Pom pom = Pom.read(file);
        MigrationFolder migrations = request.migrations()
                .map(folder -> MigrationReader.read(folder, request.format()))
                .orElseGet(() -> MigrationsFinder.find(project, request.format()));
        List<FileChange> changes = new ArrayList<>();
        changes.add(pom.withDependency(request.version()));
        changes.add(TestClass.of(project, pom, migrations, attributes(request, migrations)));
        CiFile ci = CiFile.of(project);
        CiService service = request.service().orElseGet(ci::service);
        if (service != CiService.NONE) {
            changes.add(ci.change(service));
        }
        return new ProjectSetup(migrations, changes, pom.doubtsOfTests());
    }

    private static String otherwise(Path project, String version) {
        if (Files.exists(project.resolve("build.gradle")) || Files.exists(project.resolve("build.gradle.kts"))) {
            return "A build of Gradle is yours to change: testImplementation(\"" + Pom.GROUP + ":" + Pom.ARTIFACT + ":"
                    + version + "\"); the test class stands in docs/getting-started.md.";
        }
        return "Name the folder of a Maven project. Migrations alone need no project: schemaproof verify DIR.";
    }

    /** The path is the one in the sources: a test then sees the files that are edited, and an IDE jumps there. */
    private static String attributes(Request request, MigrationFolder migrations) {
        Path project = request.project().toAbsolutePath().normalize();
        Path folder = migrations.root().toAbsolutePath().normalize();
        Path shortest = folder.startsWith(project) ? project.relativize(folder) : folder;
        String path = shortest.toString().replace('\\', '/').replace("\"", "\\\"");
        String attribute = "migrations = \"" + (path.isEmpty() ? "." : path) + "\"";
        return request.format().equals(MigrationReader.AUTO)
                ? attribute
                : attribute + ", format = \"" + request.format() + "\"";
    }

    /**
     * Write what is to be written, new files first: the pom stays as it is where one of them cannot be.
     *
     * @throws ProjectException if a file cannot be written
     */
    public void apply() {
        changes.stream().sorted(Comparator.comparing(FileChange::kind)).forEach(FileChange::apply);
    }
}

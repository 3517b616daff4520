package io.schemaproof.database.embedded;

import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.TemporaryFolder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetch binaries through Maven, so that the user's own settings (mirrors, proxies, credentials) hold and nothing else needs to
 * know where artifacts come from.
 */
final class MavenFetch {

    private static final Logger LOG = LoggerFactory.getLogger(MavenFetch.class);
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Platform platform;
    private final LocalRepository repository;

    MavenFetch(Platform platform, LocalRepository repository) {
        this.platform = platform;
        this.repository = repository;
    }

    /** The program, if there is one. */
    static Optional<Path> program(boolean windows) {
        String name = windows ? "mvn.cmd" : "mvn";
        Stream<Path> homes = Stream.of(
                        System.getProperty("maven.home"), System.getenv("MAVEN_HOME"), System.getenv("M2_HOME"))
                .filter(home -> home != null && !home.isBlank())
                .map(home -> Path.of(home, "bin"));
        String path = System.getenv("PATH");
        Stream<Path> onPath = path == null
                ? Stream.empty()
                : Stream.of(path.split(File.pathSeparator, -1))
                        .filter(folder -> !folder.isBlank())
                        .map(Path::of);
        Stream<Path> wrapper = project().map(folder -> folder.resolve(windows ? "mvnw.cmd" : "mvnw")).stream();
        return Stream.concat(Stream.concat(homes, onPath).map(folder -> folder.resolve(name)), wrapper)
                .filter(Files::isExecutable)
                .findFirst();
    }

    void fetch(String version) {
        String coordinates = platform.coordinates(version);
        Path program = program(platform.isWindows()).orElseThrow(() -> new DatabaseException(missing(coordinates)));
        LOG.info("Fetching {} with {}; it is kept in {}", coordinates, program, repository.first());
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "-B",
                "-q",
                "-N",
                "-Dmaven.repo.local=" + repository.first(),
                GOAL,
                "-Dartifact=" + coordinates,
                "-Dtransitive=false"));
        try (TemporaryFolder empty = TemporaryFolder.create()) {
            Command.Outcome outcome = Command.run(
                    command, PATIENCE, builder -> prepare(builder, project().orElse(empty.path())));
            if (!outcome.succeeded()) {
                throw new DatabaseException("Maven could not fetch " + coordinates + ":\n" + outcome.output()
                        + "\nOr add it to the test class path yourself.");
            }
        } catch (IOException e) {
            throw new DatabaseException("Maven could not be run to fetch " + coordinates + ": " + e, e);
        }
    }

    private String missing(String coordinates) {
        return "The PostgreSQL binaries " + coordinates + " are neither on the class path nor in "
                + repository.folders()
                + ", and there is no Maven (MAVEN_HOME, PATH) to fetch them. Add the artifact to the test class path.";
    }

    private static void prepare(ProcessBuilder builder, Path folder) {
        builder.directory(folder.toFile());
        // What an outer Maven told its children about its own project.
        builder.environment().remove("MAVEN_PROJECTBASEDIR");
        builder.environment().remove("MAVEN_BASEDIR");
        builder.environment().remove("MAVEN_CMD_LINE_ARGS");
        builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home"));
    }

    /** The folder whose {@code .mvn} may name settings of the project. */
    private static Optional<Path> project() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve(".mvn"))) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }
}

package io.schemaproof.suites.launcher;

import io.schemaproof.database.Command;
import io.schemaproof.database.Folders;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Allure's own generator. It is looked for where somebody says it is, then among what was unpacked earlier, then as the archive in Maven's
 * local repository; only where it is nowhere, Maven fetches it, once.
 */
final class AllureProgram {

    /** The release that is tested; later ones are another program with other results. */
    static final String VERSION = "2.34.1";

    private static final String NAME = "allure-" + VERSION;
    private static final String COORDINATES = "io.qameta.allure:allure-commandline:" + VERSION + ":zip";
    private static final String GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:get";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Path home;

    private AllureProgram(Path home) {
        this.home = home;
    }

    /**
     * Find it.
     *
     * @param given the folder that somebody names, with {@code lib} in it
     * @param cache folder in which it is unpacked
     * @throws ReportToolException if it is not there and cannot be fetched
     */
    static AllureProgram find(Optional<Path> given, Path cache, List<Path> repositories, PrintWriter err) {
        if (given.isPresent()) {
            if (!isHome(given.get())) {
                throw new ReportToolException(given.get() + " is no folder of Allure: there is no lib in it.");
            }
            return new AllureProgram(given.get());
        }
        Path home = cache.resolve(NAME);
        if (isHome(home)) {
            return new AllureProgram(home);
        }
        Path archive = archive(repositories).orElseGet(() -> fetch(repositories, err));
        try {
            unpack(archive, home, cache);
        } catch (IOException e) {
            throw new ReportToolException("Cannot unpack " + archive + " into " + cache + ": " + e);
        }
        return new AllureProgram(home);
    }

    /** Where Maven may keep what it has fetched, the most likely first. */
    static List<Path> repositories() {
        return Stream.of(
                        System.getProperty("maven.repo.local"),
                        System.getProperty("localRepository"),
                        Path.of(System.getProperty("user.home"), ".m2", "repository")
                                .toString())
                .filter(folder -> folder != null)
                .map(Path::of)
                .toList();
    }

    private static boolean isHome(Path folder) {
        return Files.isDirectory(folder.resolve("lib")) && Files.isDirectory(folder.resolve("plugins"));
    }

    private static Optional<Path> archive(List<Path> repositories) {
        return repositories.stream()
                .map(folder -> folder.resolve(Path.of("io", "qameta", "allure", "allure-commandline", VERSION))
                        .resolve("allure-commandline-" + VERSION + ".zip"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /** Through Maven, so that the user's own mirrors and proxies hold. */
    private static Path fetch(List<Path> repositories, PrintWriter err) {
        String hint = "With a network, once: mvn dependency:get -Dartifact=" + COORDINATES
                + "  Without one: unpack it anywhere and name the folder with --allure-home.";
        err.println("schemaproof: fetching Allure " + VERSION + " with Maven, once ...");
        err.flush();
        List<String> command = List.of(
                File.separatorChar == '\\' ? "mvn.cmd" : "mvn",
                "-B",
                "-q",
                "-N",
                GOAL,
                "-Dartifact=" + COORDINATES,
                "-Dtransitive=false");
        try {
            Command.Outcome outcome = Command.run(
                    command,
                    PATIENCE,
                    builder -> builder.environment().putIfAbsent("JAVA_HOME", System.getProperty("java.home")));
            if (!outcome.succeeded()) {
                throw new ReportToolException(
                        "Maven could not fetch " + COORDINATES + ":\n" + outcome.output() + "\n" + hint);
            }
        } catch (IOException e) {
            throw new ReportToolException("Allure's generator " + COORDINATES
                    + " is not on this machine, and Maven could not be run: " + e.getMessage() + "\n" + hint);
        }
        return archive(repositories)
                .orElseThrow(() -> new ReportToolException(
                        "Maven has fetched " + COORDINATES + ", and it is not in " + repositories + ". " + hint));
    }

    /** Beside its place, and moved there when it is complete. */
    private static void unpack(Path archive, Path home, Path cache) throws IOException {
        Path temporary = Files.createDirectories(cache).resolve("." + NAME + "." + UUID.randomUUID());
        try (InputStream in = Files.newInputStream(archive);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path target = temporary.resolve(entry.getName()).normalize();
                if (!target.startsWith(temporary)) {
                    throw new IOException(entry.getName() + " would lie outside");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(Objects.requireNonNull(target.getParent()));
                    Files.copy(zip, target);
                }
            }
            Files.move(temporary.resolve(NAME), home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Somebody else has unpacked it meanwhile.
            if (!isHome(home)) {
                throw e;
            }
        } finally {
            Folders.delete(temporary);
        }
    }

    /** Make the pages of a folder of results. They ask for nothing from elsewhere, and tell nobody that they were made. */
    void generate(Path results, Path output, boolean single) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-classpath",
                home.resolve("lib") + File.separator + "*" + File.pathSeparator
                        + home.resolve("lib").resolve("config"),
                "io.qameta.allure.CommandLine",
                "generate",
                results.toString(),
                "--output",
                output.toString()));
        if (single) {
            command.add("--single-file");
        }
        Command.Outcome outcome = Command.run(command, PATIENCE, builder -> {
            builder.environment().put("ALLURE_NO_ANALYTICS", "true");
            builder.environment().put("APP_HOME", home.toString());
        });
        if (!outcome.succeeded()) {
            throw new ReportToolException("Allure could not make the report of " + results + ":\n" + outcome.output());
        }
    }
}

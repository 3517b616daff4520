package io.schemaproof.systems.vehicles;

import io.schemaproof.database.ConnectionSettings;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The newest pg_dump installed on this machine. It dumps servers of its own version and older ones.
 *
 * @param command the program
 * @param majorVersion its major version
 */
record InstalledPgDump(Path command, int majorVersion) {

    private static final Pattern VERSION = Pattern.compile("PostgreSQL\\) (\\d+)");
    private static final long PATIENCE_SECONDS = 60;

    static Optional<InstalledPgDump> find() throws IOException {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        Stream<Path> folders = Arrays.stream(path.split(Pattern.quote(File.pathSeparator), -1))
                .filter(folder -> !folder.isBlank())
                .map(Path::of);
        return Stream.concat(folders, debianFolders().stream())
                .map(folder -> folder.resolve("pg_dump"))
                .filter(Files::isExecutable)
                .flatMap(command -> version(command).map(major -> new InstalledPgDump(command, major)).stream())
                .max(Comparator.comparingInt(InstalledPgDump::majorVersion));
    }

    /** Write a plain dump of one schema. */
    void dump(ConnectionSettings database, String schema, Path file) throws IOException {
        run(
                database.password(),
                command.toString(),
                "--host=" + database.host(),
                "--port=" + database.port(),
                "--username=" + database.user(),
                "--dbname=" + database.database(),
                "--schema=" + schema,
                "--format=plain",
                "--file=" + file);
    }

    private static List<Path> debianFolders() throws IOException {
        Path parent = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> versions = Files.list(parent)) {
            return versions.map(version -> version.resolve("bin")).toList();
        }
    }

    private static Optional<Integer> version(Path command) {
        try {
            Matcher matcher = VERSION.matcher(run("", command.toString(), "--version"));
            return matcher.find() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static String run(String password, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", password);
        Process process = builder.start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + output);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(command[0] + " was interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }
}

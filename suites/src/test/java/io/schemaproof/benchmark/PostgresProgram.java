package io.schemaproof.benchmark;

import io.schemaproof.database.ConnectionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An installed client program of PostgreSQL.
 *
 * @param file the program itself, not Debian's wrapper, whose Perl takes longer than the work
 */
record PostgresProgram(Path file, int majorVersion) {

    private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

    /** The newest one that can speak to a supported server. */
    static Optional<PostgresProgram> find(String name) throws IOException, InterruptedException {
        List<Path> candidates = new ArrayList<>();
        for (String packages : List.of("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")) {
            if (Files.isDirectory(Path.of(packages))) {
                try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of(packages))) {
                    folders.forEach(
                            folder -> candidates.add(folder.resolve("bin").resolve(name)));
                }
            }
        }
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            candidates.add(Path.of(folder, name));
        }
        List<PostgresProgram> found = new ArrayList<>();
        for (Path candidate : candidates) {
            if (Files.isExecutable(candidate)) {
                found.add(new PostgresProgram(candidate, version(candidate)));
            }
        }
        return found.stream()
                .filter(program -> program.majorVersion >= 14 && program.majorVersion <= 18)
                .max(Comparator.comparingInt(PostgresProgram::majorVersion));
    }

    /** Run it on a database and throw its output away. */
    void run(ConnectionSettings database, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", database.host(),
                        "PGPORT", String.valueOf(database.port()),
                        "PGDATABASE", database.database(),
                        "PGUSER", database.user(),
                        "PGPASSWORD", database.password()));
        Process process = builder.start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + " ended with " + process.exitValue());
        }
    }

    private static int version(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(program.toString(), "--version").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        Matcher matcher = VERSION.matcher(text);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }
}

package io.schemaproof.catalog;

import io.schemaproof.database.ConnectionSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An installed pg_dump with its pg_dumpall. */
record PgDump(Path folder, int majorVersion) {

    /** The newest installed one, or the one in the folder that the property {@code schemaproof.test.pg_dump} names. */
    static Optional<PgDump> find() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty("schemaproof.test.pg_dump"))
                .map(Path::of)
                .ifPresent(folders::add);
        for (int version = 18; version >= 14; version--) {
            folders.add(Path.of("/usr/lib/postgresql/" + version + "/bin"));
        }
        Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":", -1))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .forEach(folders::add);
        return folders.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("pg_dump"))
                        && Files.isExecutable(folder.resolve("pg_dumpall")))
                .findFirst()
                .map(folder -> new PgDump(folder, version(folder)));
    }

    private static int version(Path folder) {
        String text = run(List.of(folder.resolve("pg_dump").toString(), "--version"), "");
        return Integer.parseInt(text.replaceFirst("(?s)^\\D*(\\d+).*$", "$1"));
    }

    /** The schema of a database with its properties and large objects, without comments and blank lines. */
    String schema(ConnectionSettings settings) {
        return normal(run(
                command("pg_dump", settings, "-s", "-b", "--create", "-d", settings.database()), settings.password()));
    }

    /** The roles and tablespaces of a server. */
    String globals(ConnectionSettings settings) {
        return normal(
                run(command("pg_dumpall", settings, "--globals-only", "-l", settings.database()), settings.password()));
    }

    private List<String> command(String tool, ConnectionSettings settings, String... options) {
        List<String> command = new ArrayList<>(List.of(
                folder.resolve(tool).toString(),
                "-h",
                settings.host(),
                "-p",
                String.valueOf(settings.port()),
                "-U",
                settings.user(),
                "-w"));
        command.addAll(List.of(options));
        return command;
    }

    /** A newer pg_dump writes a random key into {@code \restrict}. */
    private static String normal(String dump) {
        return dump.lines()
                .filter(line -> !line.isBlank()
                        && !line.startsWith("--")
                        && !line.startsWith("\\restrict")
                        && !line.startsWith("\\unrestrict"))
                .collect(Collectors.joining("\n"));
    }

    private static String run(List<String> command, String password) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", password);
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

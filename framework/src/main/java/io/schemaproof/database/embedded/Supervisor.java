package io.schemaproof.database.embedded;

import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Own the server process, so that it never outlives this JVM. Where there is a shell, a small script does it from outside
 * and notices even {@code kill -9}; elsewhere this JVM does it alone.
 */
final class Supervisor implements Running {

    private static final long PATIENCE_SECONDS = 20;
    static final String SCRIPT = script("supervise.sh");

    private final ServerFolder folder;
    private final Process process;
    private final Programs programs;
    private final boolean byScript;

    private Supervisor(ServerFolder folder, Process process, Programs programs, boolean byScript) {
        this.folder = folder;
        this.process = process;
        this.programs = programs;
        this.byScript = byScript;
    }

    /** Start the server; it may end at once. */
    static Supervisor start(ServerFolder folder, List<String> server, Programs programs) {
        boolean byScript = !programs.windows();
        List<String> command = new ArrayList<>();
        if (byScript) {
            // A session of its own: Ctrl-C is for the JVM, which then says what to do.
            setsid().ifPresent(command::add);
            command.addAll(
                    List.of("sh", "-c", SCRIPT, "schemaproof", folder.path().toString()));
        }
        command.addAll(server);
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.path().toFile());
        cleanEnvironment(builder);
        builder.redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.logFile().toFile()));
        try {
            return new Supervisor(folder, builder.start(), programs, byScript);
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL cannot be started: " + e, e);
        }
    }

    @Override
    public boolean serverIsRunning() {
        if (byScript && process.isAlive()) {
            return !Files.exists(folder.exitFile());
        }
        return byScript ? folder.server().map(ProcessHandle::isAlive).orElse(false) : process.isAlive();
    }

    @Override
    public String end() {
        return byScript ? end(folder) : words(process.exitValue());
    }

    private static String words(int status) {
        return status > 128 ? "signal " + (status - 128) : "status " + status;
    }

    /** How a server ended whose end a script has written down. */
    static String end(ServerFolder folder) {
        try {
            return words(Integer.parseInt(Files.readString(folder.exitFile()).strip()));
        } catch (IOException | RuntimeException e) {
            return "unknown status";
        }
    }

    @Override
    public void stop() {
        try {
            if (!byScript && process.isAlive()) {
                Command.run(
                        List.of(
                                programs.program("pg_ctl").toString(),
                                "stop",
                                "-m",
                                "immediate",
                                "-D",
                                folder.data().toString()),
                        Duration.ofSeconds(PATIENCE_SECONDS));
            }
            // The end of the script's input is the word to stop.
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            // Nothing is left for this unless somebody killed the script.
            folder.discard();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        } catch (IOException e) {
            throw new DatabaseException(
                    "The server has been stopped, but " + folder.path() + " cannot be removed: " + e, e);
        }
    }

    /** Only settings of ours count, and messages are read by programs. */
    static void cleanEnvironment(ProcessBuilder builder) {
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LC_ALL", "C");
    }

    static Optional<String> setsid() {
        return Stream.of("/usr/bin/setsid", "/bin/setsid")
                .filter(program -> Files.isExecutable(Path.of(program)))
                .findFirst();
    }

    static String script(String name) {
        try (InputStream stream = Supervisor.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new DatabaseException(name + " cannot be read: " + e, e);
        }
    }
}

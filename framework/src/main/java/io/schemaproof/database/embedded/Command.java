package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Run a program to its end. */
final class Command {

    /** What came of it; output and errors together. */
    record Outcome(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }
    }

    private Command() {}

    static Outcome run(List<String> command, Duration patience) throws IOException {
        return run(command, patience, builder -> {});
    }

    /**
     * Run and wait.
     *
     * @throws IOException if there is no such program
     * @throws DatabaseException if it takes longer than the given time
     */
    static Outcome run(List<String> command, Duration patience, Consumer<ProcessBuilder> setting) throws IOException {
        // A file and not a pipe: a child that outlives the program would keep a pipe open.
        Path output = Files.createTempFile("schemaproof-output", ".txt");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()));
            setting.accept(builder);
            Process process = builder.start();
            try {
                if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new DatabaseException(String.join(" ", command) + " did not end within "
                            + patience.toSeconds() + " s. It said: " + read(output));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatabaseException(String.join(" ", command) + " was interrupted", e);
            } finally {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            return new Outcome(process.exitValue(), read(output));
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private static String read(Path output) throws IOException {
        return new String(Files.readAllBytes(output), Charset.defaultCharset()).strip();
    }
}

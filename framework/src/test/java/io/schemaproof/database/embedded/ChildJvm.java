package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A JVM that runs {@link ServerMain}. */
record ChildJvm(Process process, Path folder, ProcessHandle server, ProcessHandle supervisor) {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What has been started, and may still be starting. */
    record Starting(Process process) {

        ChildJvm awaitReady() throws IOException {
            BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
            List<String> before = new ArrayList<>();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("READY ")) {
                    String[] words = line.split(" ", -1);
                    return new ChildJvm(
                            process,
                            Path.of(words[1]),
                            ProcessHandle.of(Long.parseLong(words[2])).orElseThrow(),
                            ProcessHandle.of(Long.parseLong(words[3])).orElseThrow());
                }
                before.add(line);
            }
            throw new AssertionError("The child JVM did not start a server: " + String.join("\n", before));
        }
    }

    static Starting start(List<String> prefix, String classPath, Path directory, Path cache) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                ServerMain.class.getName(),
                directory.toString(),
                cache.toString()));
        return new Starting(new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start());
    }

    static ChildJvm start(Path directory, Path cache) throws IOException {
        return start(List.of(), System.getProperty("java.class.path"), directory, cache)
                .awaitReady();
    }

    /** Let it end by itself. */
    void exit() throws IOException {
        process.getOutputStream().write('x');
        process.getOutputStream().flush();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    void awaitNothingLeft() {
        await(() -> !process.isAlive()
                && !server.isAlive()
                && !supervisor.isAlive()
                && !folder.toFile().exists());
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError(e);
            }
        }
    }
}

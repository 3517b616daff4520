package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
class ToolShellTest {

    /** With a process that has lost its parent. */
    private static final String TWO = "(sleep 600 & echo $! >other); echo $$ >new; mv new pid; sleep 600";

    @TempDir
    Path folder;

    private static Command.Outcome run(String script, Duration patience, Path folder) throws IOException {
        return Command.runTool(List.of("sh", "-c", script), patience, builder -> builder.directory(folder.toFile()));
    }

    /** A JVM to be killed. */
    public static void main(String[] folder) throws IOException {
        Command.Outcome unused = run(TWO, Duration.ofMinutes(1), Path.of(folder[0]));
    }

    @Test
    void a_tool_is_run_as_it_would_be_alone() throws IOException {
        assertThat(run("echo said; echo failed >&2; cat; exit 3", Duration.ofMinutes(1), folder))
                .isEqualTo(new Command.Outcome(3, "said\nfailed"));
        assertThat(run("kill -9 $$", Duration.ofMinutes(1), folder)).isEqualTo(new Command.Outcome(137, ""));
        assertThatThrownBy(() -> run(TWO, Duration.ofMillis(200), folder))
                .isInstanceOf(Command.OverdueException.class)
                .hasMessageContaining("did not end within");
        awaitEnd();
    }

    @Test
    void a_killed_jvm_leaves_none_of_its_processes() throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ToolShellTest.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        long deadline = deadline();
        while (!Files.exists(folder.resolve("pid"))) {
            waitUntil(deadline);
        }
        jvm.destroyForcibly().waitFor();

        awaitEnd();
    }

    private void awaitEnd() throws IOException {
        long deadline = deadline();
        for (String file : List.of("pid", "other")) {
            if (!Files.exists(folder.resolve(file))) {
                // On a slow machine it was ended before it came so far.
                continue;
            }
            long pid = Long.parseLong(Files.readString(folder.resolve(file)).strip());
            while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
                waitUntil(deadline);
            }
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    }

    private static void waitUntil(long deadline) {
        assertThat(System.nanoTime()).isLessThan(deadline);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
}

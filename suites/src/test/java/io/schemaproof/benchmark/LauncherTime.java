package io.schemaproof.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The launcher as a user starts it, beside a JVM that does the unavoidable part alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LauncherTime {

    private static @Nullable Path folder;

    @Setup
    public void writeMigration() throws IOException {
        if (folder == null) {
            Path target = Files.createTempDirectory("schemaproof-benchmark");
            folder = target;
            Files.writeString(
                    target.resolve("000001_orders.up.sql"),
                    "CREATE TABLE orders (id bigint PRIMARY KEY, total integer);\n");
            Files.writeString(target.resolve("000001_orders.down.sql"), "DROP TABLE orders;\n");
        }
    }

    @Benchmark
    public void help() throws IOException, InterruptedException {
        run("./schemaproof", "--help");
    }

    @Benchmark
    public void verify() throws IOException, InterruptedException {
        run("./schemaproof", "verify", String.valueOf(folder), "--database", "embedded");
    }

    @Benchmark
    public void bareJvm() throws IOException, InterruptedException {
        java("nothing");
    }

    @Benchmark
    public void serverOnly() throws IOException, InterruptedException {
        java("server");
    }

    static void cleanUp() {
        if (folder != null) {
            RawServer.delete(folder);
        }
    }

    private static void java(String task) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        run(java, "-cp", System.getProperty("java.class.path"), BareProcess.class.getName(), task);
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(List.of(command) + " ended with " + process.exitValue());
        }
    }
}

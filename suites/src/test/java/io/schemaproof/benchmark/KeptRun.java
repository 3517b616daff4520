package io.schemaproof.benchmark;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.Databases;
import io.schemaproof.database.KeptServer;
import io.schemaproof.database.ServerRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A class of tests on a schema of 136 tables, in a JVM of its own each time, on a server that stays: from JUnit's word to run it to its end, without the
 * start of the JVM and of JUnit, which is the same in each run.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class KeptRun {

    private static final int TABLES = 136;

    private static @Nullable Path folder;

    /** Of which rows the server that stays has the template. */
    private static int kept = -1;

    /** In each table; put in by a seed. */
    @Param("0")
    public int rows;

    /** Whether a run before has left its server and its template. */
    @Param("false")
    public boolean again;

    private @Nullable Process jvm;

    @Setup
    public void start() throws IOException, InterruptedException {
        if (folder == null) {
            folder = Files.createTempDirectory("schemaproof-benchmark");
        }
        Path target = folder;
        boolean prepared = again && kept == rows;
        if (!prepared) {
            stopServers(target);
        }
        Path migrations = Files.createDirectories(target.resolve("migrations"));
        Files.writeString(migrations.resolve("V1__schema.sql"), GeneratedSchema.sql(TABLES));
        Path seed = Files.createDirectories(target.resolve("seed-" + rows));
        Files.writeString(
                seed.resolve("1.after.sql"),
                String.join(";\n", GeneratedSchema.rows(TABLES, Math.max(rows, 1))) + ";\n");
        if (again && !prepared) {
            launch(target, migrations, seed);
            run();
            end();
        }
        launch(target, migrations, seed);
        kept = rows;
    }

    private void launch(Path target, Path migrations, Path seed) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeptRunProcess.class.getName(),
                data(target).toString(),
                migrations.toString()));
        if (rows > 0) {
            command.add(seed.toString());
        }
        Process started = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        jvm = started;
        await(started, KeptRunProcess.READY);
    }

    @Benchmark
    public void run() throws IOException {
        if (jvm == null) {
            throw new IllegalStateException("there is no JVM");
        }
        jvm.getOutputStream().write('\n');
        jvm.getOutputStream().flush();
        await(jvm, KeptRunProcess.DONE);
    }

    @TearDown
    public void end() throws InterruptedException {
        if (jvm != null) {
            jvm.waitFor();
        }
    }

    private static void await(Process process, String word) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.equals(word)) {
                return;
            }
            said.add(line);
        }
        throw new IllegalStateException("The JVM did not say " + word + ": " + said);
    }

    private static Path data(Path target) throws IOException {
        return Files.createDirectories(
                Path.of("/dev/shm").toFile().isDirectory()
                        ? Path.of("/dev/shm", String.valueOf(target.getFileName()))
                        : target.resolve("data"));
    }

    private static List<KeptServer> servers(Path target) throws IOException {
        return Databases.kept(ServerRequest.from(Configuration.of(Map.of(
                        ConfigurationParameters.DATABASE_DIRECTORY, data(target).toString()))
                .orElse(Configuration.ofSystem())));
    }

    private static void stopServers(Path target) throws IOException {
        servers(target).forEach(KeptServer::stop);
    }

    static void cleanUp() {
        Path target = folder;
        if (target != null) {
            try {
                stopServers(target);
                RawServer.delete(data(target));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            RawServer.delete(target);
        }
    }
}

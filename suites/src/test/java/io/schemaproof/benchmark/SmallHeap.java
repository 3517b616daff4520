package io.schemaproof.benchmark;

import io.schemaproof.database.Databases;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One migration on ten thousand tables, verified by a JVM of its own that has little memory; with its start and that of its server. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SmallHeap {

    private static final int TABLES = 10_000;
    private static final String HEAP = "-Xmx512m";
    private static final String UP = "ALTER TABLE t5000 ADD COLUMN more text";
    private static final String DOWN = "ALTER TABLE t5000 DROP COLUMN more";

    @Benchmark
    public void ours() throws IOException, InterruptedException {
        child("ours");
    }

    @Benchmark
    public void dumps() throws IOException, InterruptedException {
        child("dumps");
    }

    private static void child(String task) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java, HEAP, "-cp", System.getProperty("java.class.path"), Child.class.getName(), task)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(task + " ended with " + process.exitValue());
        }
    }

    /** What the other JVM does. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException, InterruptedException {
            if (arguments[0].equals("ours")) {
                verify();
            } else {
                dump();
            }
        }

        private static void verify() throws IOException, InterruptedException {
            Path folder = Files.createTempDirectory("schemaproof-benchmark");
            try {
                Files.writeString(folder.resolve("1_step.up.sql"), UP + ";\n");
                Files.writeString(folder.resolve("1_step.down.sql"), DOWN + ";\n");
                Verification verification = RoundTrip.of(MigrationReader.read(folder))
                        .on(RoundTripCost.request())
                        .before(new Script(
                                Path.of("/nowhere/tables.sql"),
                                "tables.sql",
                                schema(),
                                1,
                                ScriptDialect.SERVER,
                                ExecutionMode.WHOLE))
                        .evaluate();
                if (verification.passed() < verification.migrations().size()) {
                    throw new IllegalStateException("the migrations are sound, but " + verification);
                }
            } finally {
                RawServer.delete(folder);
            }
        }

        /** In parts, since all in one transaction would hold too many locks. */
        private static String schema() {
            StringBuilder text = new StringBuilder("BEGIN;\n");
            int statements = 0;
            for (String statement : GeneratedSchema.sql(TABLES).split("(?<=;\n)")) {
                text.append(statement).append(++statements % 1000 == 0 ? "COMMIT;\nBEGIN;\n" : "");
            }
            return text.append("COMMIT;\n").toString();
        }

        /** The same scripts, and a dump where the round trip reads the catalogue. */
        private static void dump() throws IOException, InterruptedException {
            PostgresProgram program = PostgresProgram.find("pg_dump").orElseThrow();
            try (TestDatabase database = TestDatabase.create(Databases.shared(RoundTripCost.request()))) {
                Lab.execute(database, schema());
                program.run(database.settings(), "--schema-only");
                for (String script : List.of(UP, DOWN, UP)) {
                    Lab.execute(database, script);
                    program.run(database.settings(), "--schema-only");
                }
            }
        }
    }
}

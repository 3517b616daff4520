package io.schemaproof.benchmark;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.data.rows.RowRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All that {@code verify} does by default with 300 migrations on tables of 100 rows, beside the bare execution of what it runs.
 *
 * <p>It runs each up eight times and each down four times: up, down and up without rows, alone and as a part of the whole chain; the
 * same with rows, and down and up again once the application has written others; and an up on rows that are rare. Beside it
 * each runs once, and five times, a session a file, on tables with as many rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DataChecks {

    private static final int TABLES = 60;
    private static final int ROWS = 100;

    private @Nullable Path folder;
    private @Nullable TestDatabase full;

    @Setup(Level.Invocation)
    public void prepare() throws IOException, SQLException {
        Path written = Files.createTempDirectory("schemaproof-benchmark");
        folder = written;
        write(written);
        TestDatabase database = TestDatabase.create(Lab.server());
        full = database;
        for (Migration migration : migrations().migrations()) {
            run(database, migration.up());
        }
        try (Connection connection = database.connect()) {
            RowGenerator.fill(connection, CatalogReader.read(connection), RowRequest.of(ROWS));
        }
    }

    @TearDown(Level.Invocation)
    public void remove() throws IOException {
        if (full != null) {
            full.close();
        }
        if (folder != null) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Benchmark
    public Verification ours() {
        Verification verification =
                RoundTrip.of(migrations()).withRows(GeneratedRowSource.of(ROWS)).evaluate();
        if (verification.passed() < verification.migrations().size()) {
            throw new IllegalStateException("the migrations are sound, but " + verification);
        }
        return verification;
    }

    @Benchmark
    public int statements() throws SQLException {
        if (full == null) {
            throw new IllegalStateException("there is no database");
        }
        List<Migration> backward = backward();
        for (Migration migration : backward) {
            there(full, migration.down().orElseThrow(), migration.up());
        }
        for (Migration migration : migrations().migrations()) {
            there(full, migration.up(), migration.down().orElseThrow());
        }
        return backward.size();
    }

    /** All downs, and all ups again. */
    @Benchmark
    public int once() throws SQLException {
        if (full == null) {
            throw new IllegalStateException("there is no database");
        }
        List<Migration> backward = backward();
        for (Migration migration : backward) {
            run(full, migration.down().orElseThrow());
        }
        for (Migration migration : migrations().migrations()) {
            run(full, migration.up());
        }
        return backward.size();
    }

    private List<Migration> backward() {
        List<Migration> backward = new ArrayList<>(migrations().migrations());
        Collections.reverse(backward);
        return backward;
    }

    /** Go from one side to the other, twice there and back, and stay. */
    private static void there(TestDatabase database, Script there, Script back) throws SQLException {
        for (Script script : List.of(there, back, there, back, there)) {
            run(database, script);
        }
    }

    private static void run(TestDatabase database, Script script) throws SQLException {
        MigrationRun run = MigrationRunner.on(database.settings()).run(script);
        if (!run.succeeded()) {
            throw new IllegalStateException(script.path() + " failed");
        }
    }

    private MigrationFolder migrations() {
        if (folder == null) {
            throw new IllegalStateException("there are no migrations");
        }
        return MigrationReader.read(folder);
    }

    private static void write(Path folder) throws IOException {
        int number = 0;
        for (int table = 0; table < TABLES; table++) {
            String name = "t" + table;
            String reference = table == 0 ? "" : ", parent_id bigint REFERENCES t" + (table - 1);
            List<List<String>> pairs = List.of(
                    List.of(
                            "CREATE TABLE " + name + " (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,"
                                    + " name text NOT NULL, amount numeric(10,2)" + reference + ")",
                            "DROP TABLE " + name),
                    List.of(
                            "ALTER TABLE " + name + " ADD COLUMN status text NOT NULL DEFAULT 'new'"
                                    + " CHECK (status IN ('new', 'old'))",
                            "ALTER TABLE " + name + " DROP COLUMN status"),
                    List.of("CREATE INDEX " + name + "_name ON " + name + " (name)", "DROP INDEX " + name + "_name"),
                    List.of(
                            "ALTER TABLE " + name + " ADD COLUMN seen timestamptz",
                            "ALTER TABLE " + name + " DROP COLUMN seen"),
                    List.of("CREATE VIEW v" + table + " AS SELECT id, name FROM " + name, "DROP VIEW v" + table));
            for (List<String> pair : pairs) {
                String file = String.format(Locale.ROOT, "%04d_step", ++number);
                Files.writeString(folder.resolve(file + ".up.sql"), pair.get(0) + ";\n");
                Files.writeString(folder.resolve(file + ".down.sql"), pair.get(1) + ";\n");
            }
        }
    }
}

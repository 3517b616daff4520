package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.fixtures.vehicles.VehicleTable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;

/** The whole vehicles system into an empty database: the schema, then 1,153,538 rows; psql reads them from files. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class VehiclesLoad {

    private static @Nullable Path folder;

    private @Nullable TestDatabase database;

    @Setup
    public void writeFiles() throws IOException {
        if (folder == null) {
            Path target = Files.createTempDirectory("schemaproof-benchmark");
            folder = target;
            VehicleScript.MIGRATION.copyTo(target);
            for (VehicleTable table : VehicleTable.values()) {
                try (OutputStream rows = Files.newOutputStream(file(target, table))) {
                    table.writeTo(rows);
                }
            }
        }
    }

    @Setup(Level.Iteration)
    public void create() {
        database = TestDatabase.create(Lab.server());
    }

    @TearDown(Level.Iteration)
    public void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Benchmark
    public void ours() throws Exception {
        if (database == null) {
            return;
        }
        Lab.execute(database, VehicleScript.MIGRATION.text());
        try (Connection connection = database.connect()) {
            for (VehicleTable table : VehicleTable.values()) {
                try (OutputStream rows =
                        new PGCopyOutputStream(connection.unwrap(PGConnection.class), table.copyStatement())) {
                    table.writeTo(rows);
                }
            }
        }
    }

    @Benchmark
    public void psql() throws IOException, InterruptedException {
        Path source = folder;
        if (source == null || database == null) {
            return;
        }
        List<String> arguments = new ArrayList<>(List.of("-qX", "-v", "ON_ERROR_STOP=1", "-f"));
        arguments.add(source.resolve(VehicleScript.MIGRATION.path()).toString());
        for (VehicleTable table : VehicleTable.values()) {
            arguments.add("-c");
            arguments.add("\\copy " + table.tableName() + " from '" + file(source, table) + "'");
        }
        PostgresProgram.find("psql").orElseThrow().run(database.settings(), arguments.toArray(String[]::new));
    }

    static void cleanUp() {
        if (folder != null) {
            RawServer.delete(folder);
        }
    }

    private static Path file(Path folder, VehicleTable table) {
        return folder.resolve(table.tableName() + ".txt");
    }
}

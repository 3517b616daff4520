package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.fixtures.vehicles.VehicleTable;
import io.schemaproof.systems.vehicles.VehicleLoad;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
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
            Files.writeString(target.resolve("load.sql"), script(target));
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
            VehicleLoad.replaceAll(connection);
        }
    }

    @Benchmark
    public void psql() throws IOException, InterruptedException {
        Path source = folder;
        if (source == null || database == null) {
            return;
        }
        PostgresProgram.find("psql")
                .orElseThrow()
                .run(
                        database.settings(),
                        "-qX",
                        "-v",
                        "ON_ERROR_STOP=1",
                        "-f",
                        source.resolve(VehicleScript.MIGRATION.path()).toString(),
                        "-f",
                        source.resolve("load.sql").toString());
    }

    /** What {@link VehicleLoad} does: foreign keys and plain indexes after the rows, in one transaction. */
    private static String script(Path folder) {
        StringBuilder script = new StringBuilder("""
                BEGIN;
                SET LOCAL maintenance_work_mem = '256MB';
                ALTER TABLE vehicle_options DROP CONSTRAINT vehicle_options_engine_id_fkey;
                ALTER TABLE vehicle_options DROP CONSTRAINT vehicle_options_transmission_id_fkey;
                DROP INDEX idx_vehicle_year_make, idx_vehicle_year_make_model, idx_vehicle_year_make_model_trim;
                TRUNCATE engines, transmissions, vehicle_options;
                """);
        for (VehicleTable table : VehicleTable.values()) {
            script.append("\\copy " + table.tableName() + " from '" + file(folder, table) + "'\n");
        }
        return script + """
                CREATE INDEX idx_vehicle_year_make ON vehicle_options (year, make);
                CREATE INDEX idx_vehicle_year_make_model ON vehicle_options (year, make, model);
                CREATE INDEX idx_vehicle_year_make_model_trim ON vehicle_options (year, make, model, trim);
                ALTER TABLE vehicle_options
                    ADD CONSTRAINT vehicle_options_engine_id_fkey FOREIGN KEY (engine_id) REFERENCES engines (id);
                ALTER TABLE vehicle_options ADD CONSTRAINT vehicle_options_transmission_id_fkey
                    FOREIGN KEY (transmission_id) REFERENCES transmissions (id);
                COMMIT;
                """;
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

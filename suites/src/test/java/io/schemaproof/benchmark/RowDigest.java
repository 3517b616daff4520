package io.schemaproof.benchmark;

import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.vehicles.VehicleScript;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.Relation;
import io.schemaproof.systems.vehicles.VehicleLoad;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The digest of 1,122,644 rows, row by row and column by column, beside the hash of each row's text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RowDigest {

    private static final Relation OPTIONS = new Relation("public", "vehicle_options");

    private static @Nullable TestDatabase loaded;

    @Setup
    public void load() throws SQLException {
        if (loaded == null) {
            TestDatabase database = TestDatabase.create(Lab.server());
            Lab.execute(database, VehicleScript.MIGRATION.text());
            try (Connection connection = database.connect()) {
                VehicleLoad.replaceAll(connection);
            }
            PlannerStatistics.refresh(database.dataSource());
            loaded = database;
        }
    }

    @Benchmark
    public DataDigest ours() throws SQLException {
        try (Connection connection = database().connect()) {
            return DataDigest.read(connection, OPTIONS::equals);
        }
    }

    @Benchmark
    public String textOfRows() throws SQLException {
        try (Connection connection = database().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT sum(hashtextextended(t::text, 0)) FROM vehicle_options t")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static TestDatabase database() {
        TestDatabase database = loaded;
        if (database == null) {
            throw new IllegalStateException("the rows are not loaded");
        }
        return database;
    }

    static void cleanUp() {
        if (loaded != null) {
            loaded.close();
        }
    }
}

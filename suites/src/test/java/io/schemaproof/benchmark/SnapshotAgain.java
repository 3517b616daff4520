package io.schemaproof.benchmark;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.IncrementalCatalogReader;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A schema that has been read before, once another session has changed one table of it: by a column or an index, there and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SnapshotAgain {

    /** What stays from one measurement to the next. */
    private static final Map<Integer, Reading> READINGS = new ConcurrentHashMap<>();

    @Param("136")
    public int tables;

    private @Nullable Reading reading;

    @Setup(Level.Invocation)
    public void change() throws IOException, InterruptedException, SQLException {
        Reading known = READINGS.get(tables);
        if (known == null) {
            int version = PostgresProgram.find("pg_dump").orElseThrow().majorVersion();
            TestDatabase database = Lab.schema(version, tables);
            known = new Reading(Lab.connection(database), database.connect(), new IncrementalCatalogReader());
            known.read();
            READINGS.put(tables, known);
        }
        known.change(tables);
        reading = known;
    }

    @Benchmark
    public @Nullable Catalog ours() {
        return reading == null ? null : reading.read();
    }

    private static final class Reading {

        private final Connection connection;
        private final Connection other;
        private final IncrementalCatalogReader reader;
        private int changes;

        Reading(Connection connection, Connection other, IncrementalCatalogReader reader) {
            this.connection = connection;
            this.other = other;
            this.reader = reader;
        }

        Catalog read() {
            return reader.read(connection);
        }

        void change(int tables) throws SQLException {
            String table = "t" + changes / 4 * 7 % tables;
            try (Statement statement = other.createStatement()) {
                statement.execute(
                        switch (changes++ % 4) {
                            case 0 -> "ALTER TABLE " + table + " ADD COLUMN more text";
                            case 1 -> "CREATE INDEX more ON " + table + " (more)";
                            case 2 -> "DROP INDEX more";
                            default -> "ALTER TABLE " + table + " DROP COLUMN more";
                        });
            }
        }
    }
}

package io.schemaproof.benchmark;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.database.TestDatabase;
import java.io.IOException;
import java.sql.Connection;
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

/** Everything a schema consists of, read into memory over an open connection; beside it pg_dump, which connects first. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class Snapshot {

    @Param("136")
    public int tables;

    private @Nullable PostgresProgram dump;
    private @Nullable TestDatabase database;
    private @Nullable Connection connection;

    /** pg_dump refuses a server newer than itself, so its version decides. */
    @Setup
    public void open() throws IOException, InterruptedException {
        PostgresProgram program = PostgresProgram.find("pg_dump").orElseThrow();
        dump = program;
        database = Lab.schema(program.majorVersion(), tables);
        connection = Lab.connection(database);
    }

    @Benchmark
    public @Nullable Catalog ours() {
        return connection == null ? null : CatalogReader.read(connection);
    }

    @Benchmark
    public void dump() throws IOException, InterruptedException {
        if (dump != null && database != null) {
            dump.run(database.settings(), "--schema-only");
        }
    }

    /** How many objects a snapshot holds. */
    static int objects(int tables) throws IOException, InterruptedException {
        PostgresProgram program = PostgresProgram.find("pg_dump").orElseThrow();
        return CatalogReader.read(Lab.connection(Lab.schema(program.majorVersion(), tables)))
                .objects()
                .size();
    }
}

package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A private copy of a database with 136 tables. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FreshDatabase {

    private static final String RAW = "raw_clone";

    private final TestDatabase template = Lab.schema(Lab.request().majorVersion(), 136);
    private final TestDatabase office = Lab.schema(Lab.request().majorVersion(), 0);
    private final Connection connection = Lab.connection(office);

    private @Nullable TestDatabase copy;

    @Benchmark
    public String ours() {
        copy = template.copy();
        return copy.name();
    }

    @Benchmark
    public void floor() throws SQLException {
        String strategy = Lab.request().majorVersion() >= 15 ? " STRATEGY FILE_COPY" : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + RAW + " TEMPLATE \"" + template.name() + "\"" + strategy);
        }
    }

    @TearDown(Level.Iteration)
    public void drop() throws SQLException {
        if (copy != null) {
            copy.close();
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + RAW);
        }
    }
}

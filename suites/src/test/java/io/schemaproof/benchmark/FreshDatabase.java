package io.schemaproof.benchmark;

import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
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

    private final DatabaseTemplate template = DatabaseTemplate.of(
            Lab.server(), "benchmark 136", database -> Lab.execute(database, GeneratedSchema.sql(136)));
    private final Connection connection =
            Lab.connection(Lab.schema(Lab.request().majorVersion(), 0));

    private @Nullable TestDatabase copy;

    @Benchmark
    public String ours() {
        copy = template.newDatabase();
        return copy.name();
    }

    @Benchmark
    public void floor() throws SQLException {
        String strategy = Lab.request().majorVersion() >= 15 ? " STRATEGY FILE_COPY" : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + RAW + " TEMPLATE \"" + template.name() + "\"" + strategy);
        }
    }

    /** A clone of ours is dropped in the background: wait for it, lest the next measurement pays for it. */
    @TearDown(Level.Iteration)
    public void drop() throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS " + RAW);
            if (copy != null) {
                copy.close();
                String query = "SELECT FROM pg_database WHERE datname = '" + copy.name() + "'";
                while (isThere(statement, query)) {
                    Thread.sleep(5);
                }
            }
        }
    }

    private static boolean isThere(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}

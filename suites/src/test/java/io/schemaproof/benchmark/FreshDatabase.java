package io.schemaproof.benchmark;

import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
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
import org.openjdk.jmh.annotations.TearDown;

/** A private copy of a database, for tests that take a while each, one after the other. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FreshDatabase {

    private static final String RAW = "raw_clone";
    private static final long TEST_MILLIS = 300;
    private static final Map<Integer, TestDatabase> SOURCES = new ConcurrentHashMap<>();

    @Param("136")
    public int tables;

    private final Connection connection =
            Lab.connection(Lab.schema(Lab.request().majorVersion(), 0));

    private @Nullable DatabaseTemplate template;
    private @Nullable TestDatabase source;
    private @Nullable TestDatabase copy;

    @Setup
    public void make() {
        template = DatabaseTemplate.of(
                Lab.server(), "benchmark " + tables, database -> Lab.execute(database, GeneratedSchema.sql(tables)));
        source = SOURCES.computeIfAbsent(tables, key -> {
            TestDatabase database = TestDatabase.create(Lab.server());
            Lab.execute(database, GeneratedSchema.sql(key));
            return database;
        });
    }

    /** What a test waits for: its database, and a connection to it. */
    @Benchmark
    public int ours() throws SQLException {
        copy = template().newDatabase();
        return ask(copy.connect());
    }

    /** A copy that nobody has expected. */
    @Benchmark
    public String unexpected() {
        if (source == null) {
            throw new IllegalStateException("there is no database");
        }
        copy = source.copy();
        return copy.name();
    }

    @Benchmark
    public void floor() throws SQLException {
        String strategy = Lab.request().majorVersion() >= 15 ? " STRATEGY FILE_COPY" : "";
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE DATABASE " + RAW + " TEMPLATE \"" + template().name() + "\"" + strategy);
        }
    }

    @Benchmark
    public int floorAndConnection() throws SQLException {
        floor();
        return ask(Lab.server().connection(RAW).connect());
    }

    private static int ask(Connection connection) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** A clone of ours is dropped in the background: wait for it, lest the next measurement pays for it; as long as a test takes, at least. */
    @TearDown(Level.Iteration)
    public void drop() throws Exception {
        Thread.sleep(TEST_MILLIS);
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

    private DatabaseTemplate template() {
        if (template == null) {
            throw new IllegalStateException("there is no template");
        }
        return template;
    }

    private static boolean isThere(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next();
        }
    }
}

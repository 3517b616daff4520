package io.schemaproof.benchmark;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
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

/** From nothing running to the answer of the first query; binaries and an initialised data directory are there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ServerStart {

    private static RawServer.@Nullable Home home;

    private @Nullable AutoCloseable running;

    @Setup
    public void initialise() throws Exception {
        if (home == null) {
            home = RawServer.Home.beside(Lab.server());
        }
    }

    @Benchmark
    public boolean ours() throws SQLException {
        DatabaseServer server = Databases.start(Lab.request());
        running = server;
        try (Connection connection = server.connection("postgres").connect()) {
            return connection.createStatement().execute("SELECT 1");
        }
    }

    @Benchmark
    public void floor() throws IOException, InterruptedException {
        if (home != null) {
            running = home.start();
        }
    }

    @TearDown(Level.Iteration)
    public void stop() throws Exception {
        if (running != null) {
            running.close();
        }
    }

    static void cleanUp() {
        if (home != null) {
            home.remove();
        }
    }
}

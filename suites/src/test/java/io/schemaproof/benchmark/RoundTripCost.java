package io.schemaproof.benchmark;

import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

/** The round trip of many migrations, schemas compared after each script, beside pgjdbc that sends the same scripts in one session. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RoundTripCost {

    @Param("false")
    public boolean realSize;

    @Param("300")
    public int migrations;

    private @Nullable MigrationChain chain;
    private @Nullable TestDatabase database;
    private @Nullable TestDatabase another;

    @Setup(Level.Invocation)
    public void prepare() throws IOException {
        chain = realSize ? MigrationChain.ofRealSize(migrations) : MigrationChain.of(migrations);
        database = TestDatabase.create(server());
        another = TestDatabase.create(server());
    }

    /** Of the version that pg_dump can read. */
    static DatabaseServer server() {
        return Databases.shared(request());
    }

    static ServerRequest request() {
        return Lab.request().withMajorVersion(SchemaJudge.Dump.PROGRAM.majorVersion());
    }

    @TearDown(Level.Invocation)
    public void remove() {
        if (database != null && another != null) {
            database.close();
            another.close();
        }
        if (chain != null) {
            chain.close();
        }
    }

    @Benchmark
    public Verification ours() {
        Verification verification = RoundTrip.of(chain().read()).on(request()).evaluate();
        if (verification.passed() < verification.migrations().size()) {
            throw new IllegalStateException("the migrations are sound, but " + verification);
        }
        return verification;
    }

    /** All that the round trip runs. */
    @Benchmark
    public int bare() throws SQLException {
        List<Migration> all = chain().read().migrations();
        return send(database, MigrationChain.steps(all)) + send(another, MigrationChain.wholeChain(all));
    }

    /** Each up, down and up, without those of the whole chain. */
    @Benchmark
    public int steps() throws SQLException {
        return send(database, MigrationChain.steps(chain().read().migrations()));
    }

    private static int send(@Nullable TestDatabase database, List<Script> scripts) throws SQLException {
        if (database == null) {
            throw new IllegalStateException("there is no database");
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (Script script : scripts) {
                statement.execute(script.text());
            }
        }
        return scripts.size();
    }

    private MigrationChain chain() {
        if (chain == null) {
            throw new IllegalStateException("there are no migrations");
        }
        return chain;
    }
}

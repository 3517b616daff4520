package io.schemaproof.benchmark;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.data.rows.RowRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Verification;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
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

/**
 * All that {@code verify} does by default with 300 migrations on tables of 100 rows, beside the bare execution of what it runs.
 *
 * <p>It runs each up eight times and each down four times: up, down and up without rows, alone and as a part of the whole chain; the
 * same with rows, and down and up again once the application has written others; and an up on rows that are rare. Beside it
 * each runs once, and five times, a session a file, on tables with as many rows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DataChecks {

    private static final int MIGRATIONS = 300;
    private static final int ROWS = 100;

    private @Nullable MigrationChain chain;
    private @Nullable TestDatabase full;

    @Setup(Level.Invocation)
    public void prepare() throws IOException, SQLException {
        chain = MigrationChain.of(MIGRATIONS);
        TestDatabase database = TestDatabase.create(Lab.server());
        full = database;
        for (Migration migration : migrations().migrations()) {
            run(database, migration.up());
        }
        try (Connection connection = database.connect()) {
            RowGenerator.fill(connection, CatalogReader.read(connection), RowRequest.of(ROWS));
        }
    }

    @TearDown(Level.Invocation)
    public void remove() {
        if (full != null) {
            full.close();
        }
        if (chain != null) {
            chain.close();
        }
    }

    @Benchmark
    public Verification ours() {
        Verification verification =
                RoundTrip.of(migrations()).withRows(GeneratedRowSource.of(ROWS)).evaluate();
        if (verification.passed() < verification.migrations().size()) {
            throw new IllegalStateException("the migrations are sound, but " + verification);
        }
        return verification;
    }

    @Benchmark
    public int statements() throws SQLException {
        if (full == null) {
            throw new IllegalStateException("there is no database");
        }
        List<Migration> backward = backward();
        for (Migration migration : backward) {
            there(full, migration.down().orElseThrow(), migration.up());
        }
        for (Migration migration : migrations().migrations()) {
            there(full, migration.up(), migration.down().orElseThrow());
        }
        return backward.size();
    }

    /** All downs, and all ups again. */
    @Benchmark
    public int once() throws SQLException {
        if (full == null) {
            throw new IllegalStateException("there is no database");
        }
        List<Migration> backward = backward();
        for (Migration migration : backward) {
            run(full, migration.down().orElseThrow());
        }
        for (Migration migration : migrations().migrations()) {
            run(full, migration.up());
        }
        return backward.size();
    }

    private List<Migration> backward() {
        List<Migration> backward = new ArrayList<>(migrations().migrations());
        Collections.reverse(backward);
        return backward;
    }

    /** Go from one side to the other, twice there and back, and stay. */
    private static void there(TestDatabase database, Script there, Script back) throws SQLException {
        for (Script script : List.of(there, back, there, back, there)) {
            run(database, script);
        }
    }

    private static void run(TestDatabase database, Script script) throws SQLException {
        MigrationRun run = MigrationRunner.on(database.settings()).run(script);
        if (!run.succeeded()) {
            throw new IllegalStateException(script.path() + " failed");
        }
    }

    private MigrationFolder migrations() {
        if (chain == null) {
            throw new IllegalStateException("there are no migrations");
        }
        return chain.read();
    }
}

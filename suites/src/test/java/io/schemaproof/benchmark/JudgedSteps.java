package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.Script;
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

/** Migrations in the middle of a chain: each up, down and up, and a look at the schema after each of them as others look. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class JudgedSteps {

    @Param("PG_DUMP")
    public String judge = "PG_DUMP";

    @Param("false")
    public boolean realSize;

    @Param("300")
    public int migrations;

    @Param("10")
    public int judged;

    private @Nullable MigrationChain chain;
    private @Nullable TestDatabase database;

    @Setup(Level.Invocation)
    public void prepare() throws IOException, SQLException {
        MigrationChain made = realSize ? MigrationChain.ofRealSize(migrations) : MigrationChain.of(migrations);
        TestDatabase target = TestDatabase.create(RoundTripCost.server());
        chain = made;
        database = target;
        try (Connection connection = target.connect();
                Statement statement = connection.createStatement()) {
            for (Migration migration : made.read().migrations().subList(0, first())) {
                statement.execute(migration.up().text());
            }
        }
    }

    @TearDown(Level.Invocation)
    public void remove() {
        if (database != null) {
            database.close();
        }
        if (chain != null) {
            chain.close();
        }
    }

    @Benchmark
    public int judged() throws Exception {
        if (chain == null || database == null) {
            throw new IllegalStateException("there are no migrations");
        }
        SchemaJudge looks = SchemaJudge.valueOf(judge);
        List<Migration> middle = chain.read().migrations().subList(first(), first() + judged);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            for (Migration migration : middle) {
                statement.execute(migration.up().text());
                if (looks.looksAfterFirst()) {
                    looks.look(database, connection);
                }
                for (Script script : List.of(migration.down().orElseThrow(), migration.up())) {
                    statement.execute(script.text());
                    looks.look(database, connection);
                }
            }
        }
        return middle.size();
    }

    private int first() {
        return (migrations - judged) / 2;
    }
}

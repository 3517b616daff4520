package io.schemaproof.benchmark;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.database.Database;
import liquibase.resource.DirectoryResourceAccessor;
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

/** Liquibase's {@code update-testing-rollback} of the same migrations as {@link RoundTripCost}: it compares nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LiquibaseRollback {

    private static final String CHANGELOG = "changelog.sql";

    @Param("300")
    public int migrations;

    private @Nullable MigrationChain chain;
    private @Nullable TestDatabase database;

    @Setup(Level.Invocation)
    public void prepare() throws IOException {
        MigrationChain made = MigrationChain.of(migrations);
        chain = made;
        StringBuilder text = new StringBuilder("--liquibase formatted sql\n");
        for (Migration migration : made.read().migrations()) {
            text.append("--changeset benchmark:").append(migration.version()).append('\n');
            text.append(migration.up().text());
            text.append("--rollback ").append(migration.down().orElseThrow().text());
        }
        Files.writeString(made.folder().resolve(CHANGELOG), text);
        database = TestDatabase.create(RoundTripCost.server());
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
    public void updateTestingRollback() throws Exception {
        if (chain == null || database == null) {
            throw new IllegalStateException("there are no migrations");
        }
        MigrationChain changes = chain;
        try (Database target = SchemaJudge.liquibase(database)) {
            Liquibase liquibase = new Liquibase(CHANGELOG, new DirectoryResourceAccessor(changes.folder()), target);
            liquibase.setShowSummary(UpdateSummaryEnum.OFF);
            liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
            SchemaJudge.quietly(() -> liquibase.updateTestingRollback(new Contexts(), new LabelExpression()));
        }
    }
}

package io.schemaproof.benchmark;

import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.rows.GeneratedRows;
import io.schemaproof.data.rows.RowGenerator;
import io.schemaproof.data.rows.RowRequest;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Rows for every table of the generated schema, beside the statements that somebody who knows it would write. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class RowFill {

    private static final int TABLES = 136;

    @Param("100")
    public int rows;

    private @Nullable TestDatabase database;

    @Setup(Level.Invocation)
    public void copy() {
        database = Lab.schema(Lab.request().majorVersion(), TABLES).copy();
    }

    @TearDown(Level.Invocation)
    public void drop() {
        if (database != null) {
            database.close();
        }
    }

    @Benchmark
    public GeneratedRows ours() throws SQLException {
        try (Connection connection = connect()) {
            return RowGenerator.fill(connection, CatalogReader.read(connection), RowRequest.of(rows));
        }
    }

    @Benchmark
    public int byHand() throws SQLException {
        int written = 0;
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : GeneratedSchema.rows(TABLES, rows)) {
                written += statement.executeUpdate(sql);
            }
            connection.commit();
        }
        return written;
    }

    private Connection connect() throws SQLException {
        if (database == null) {
            throw new IllegalStateException("there is no database");
        }
        return database.connect();
    }
}

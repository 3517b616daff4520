package io.schemaproof.assertions;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.Query;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A small database with a bit of everything for the tests of this package. */
final class Vehicles {

    private Vehicles() {}

    static TestDatabase create() throws SQLException {
        TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(database, """
                CREATE TABLE engines (id int PRIMARY KEY, name text NOT NULL UNIQUE);
                INSERT INTO engines SELECT i, 'V8 ' || i || '.0L' FROM generate_series(1, 100) i;
                CREATE TABLE options (
                    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    year integer NOT NULL CHECK (year BETWEEN 1980 AND 2026),
                    make varchar(100) NOT NULL DEFAULT 'Unknown',
                    engine_id integer REFERENCES engines (id) ON DELETE SET NULL,
                    price numeric(10,2),
                    created_at timestamptz NOT NULL DEFAULT now());
                INSERT INTO options (year, make, engine_id, price)
                    SELECT 1980 + i % 47, 'Make ' || lpad((i % 53)::text, 2, '0'),
                           CASE WHEN i % 100 = 0 THEN NULL ELSE i % 100 END, i % 1000
                    FROM generate_series(1, 10000) i;
                CREATE INDEX idx_options_year_make ON options (year, make);
                CREATE INDEX idx_options_cheap ON options (price) WHERE price < 10;
                CREATE INDEX idx_options_engine ON options (engine_id);
                CREATE TABLE empty (id int PRIMARY KEY, note text);
                CREATE TABLE "Mixed Case" ("Key" int PRIMARY KEY);
                CREATE VIEW makes AS SELECT DISTINCT make FROM options;
                CREATE FUNCTION get_makes_for_year(p_year integer) RETURNS TABLE (make varchar)
                    LANGUAGE sql STABLE AS 'SELECT DISTINCT o.make FROM options o WHERE o.year = p_year ORDER BY 1';""");
        PlannerStatistics.refresh(database.dataSource());
        return database;
    }

    /** A database made by the migration that tests of JUnit's annotations use. */
    static TestDatabase orders() throws SQLException {
        TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        try (InputStream script = Vehicles.class.getResourceAsStream("orders/V1__orders.sql")) {
            execute(database, new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static Query query(TestDatabase database, String sql, @Nullable Object... binds) {
        return query(database.dataSource(), sql, binds);
    }

    /** Through a session that is kept, because to open one takes longer than most queries. */
    static Query query(DataSource dataSource, String sql, @Nullable Object... binds) {
        return Query.of(dataSource, sql, binds);
    }
}

package io.schemaproof.assertions.query;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.PlannerStatistics;
import io.schemaproof.query.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/** A shop with two tables of one name, a partitioned table and an awkward distribution, for the tests of plans. */
final class Shop {

    private Shop() {}

    static TestDatabase create() throws SQLException {
        TestDatabase database = with("""
                CREATE TABLE customers (id int PRIMARY KEY, name text NOT NULL, referrer_id int);
                INSERT INTO customers SELECT i, 'Customer ' || i, i / 10 FROM generate_series(1, 2000) i;
                CREATE TABLE orders (
                    id int PRIMARY KEY, customer_id int NOT NULL, status text NOT NULL, note text, total int NOT NULL,
                    created_at timestamptz NOT NULL);
                INSERT INTO orders
                    SELECT i, 1 + i * 7 % 2000, CASE WHEN i % 100 = 0 THEN 'OPEN' ELSE 'DONE' END, repeat('x', 40), i % 500,
                           '2026-01-01 00:00+00'::timestamptz + i * interval '1 minute'
                    FROM generate_series(1, 20000) i;
                CREATE INDEX orders_customer_idx ON orders (customer_id);
                CREATE INDEX orders_created_idx ON orders (created_at DESC, id);
                CREATE INDEX orders_open_idx ON orders (total) WHERE status = 'OPEN';
                CREATE SCHEMA archive;
                CREATE TABLE archive.orders (id int, customer_id int);
                INSERT INTO archive.orders SELECT i, i FROM generate_series(1, 3000) i;
                CREATE TABLE tiny (id int, word text);
                INSERT INTO tiny SELECT i, 'w' || i FROM generate_series(1, 5) i;
                CREATE TABLE events (at date NOT NULL, kind int NOT NULL, body text) PARTITION BY RANGE (at);
                CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
                CREATE TABLE events_2 PARTITION OF events FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
                CREATE TABLE events_3 PARTITION OF events FOR VALUES FROM ('2026-03-01') TO ('2026-04-01');
                CREATE INDEX events_at_idx ON events (at, kind);
                INSERT INTO events SELECT '2026-01-01'::date + i % 90, i % 10, 'b' FROM generate_series(1, 9000) i;
                CREATE TABLE "Odd Name" ("Key.One" int PRIMARY KEY, "select" int);
                INSERT INTO "Odd Name" SELECT i, i FROM generate_series(1, 5000) i;
                CREATE INDEX "Odd.Index" ON "Odd Name" ("select");""");
        PlannerStatistics.refresh(database.dataSource());
        return database;
    }

    /** Another shop, of these tables alone. */
    static TestDatabase with(String sql) throws SQLException {
        TestDatabase database = TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
        execute(database, sql);
        return database;
    }

    static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static QueryAssert query(TestDatabase database, String sql, @Nullable Object... binds) {
        return query(database.dataSource(), sql, binds);
    }

    /** Through a session that is kept, because to open one takes longer than most plans. */
    static QueryAssert query(DataSource dataSource, String sql, @Nullable Object... binds) {
        return assertThat(Query.of(dataSource, sql, binds));
    }

    /** The message must be this whole text; figures that differ between servers stand as {@code N}. */
    static void failsWith(ThrowingCallable assertion, String... messages) {
        Assertions.assertThatThrownBy(assertion)
                .isInstanceOf(AssertionFailedError.class)
                .satisfies(error -> Assertions.assertThat(withoutFigures(error.getMessage()))
                        .contains(messages));
    }

    /** What a timing fails with. A host that is too busy for a verdict gives none here either: the test is aborted with its words. */
    static AbstractThrowableAssert<?, ?> assertThatTimed(ThrowingCallable timing) {
        Throwable thrown = Assertions.catchThrowable(timing);
        if (thrown instanceof TestAbortedException busy
                && String.valueOf(busy.getMessage()).contains("the host was busy")) {
            throw busy;
        }
        return Assertions.assertThat(thrown).isInstanceOf(AssertionFailedError.class);
    }

    private static String withoutFigures(String message) {
        return message.replaceAll("(buffers|cost|estimated)([= ])[\\d.]+( -> [\\d.]+)?", "$1$2N")
                .replaceAll("\\(cost=.*?\\)", "");
    }
}

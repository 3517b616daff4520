package io.schemaproof.assertions.core;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogOrigin;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.QueryException;
import io.schemaproof.verify.history.LastMigration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The last line of a message: the database, its server's version, and the last migration where somebody knows it. A server is
 * asked only when something has failed, and then only for what the catalogue does not know.
 */
public final class DatabaseLine {

    private static final String QUERY = "SELECT pg_catalog.current_database(),"
            + " pg_catalog.split_part(pg_catalog.current_setting('server_version'), ' ', 1)";

    private DatabaseLine() {}

    /** The line for a database of which no catalogue was read; empty where it cannot be reached. */
    public static String of(DataSource dataSource) {
        return of(Schema.of(dataSource));
    }

    /** The line; empty where the database cannot be reached any more, which must not hide what failed. */
    static String of(Schema schema) {
        try {
            Optional<Catalog> catalog = schema.known();
            Optional<CatalogOrigin> known = catalog.flatMap(Catalog::origin);
            boolean kept = catalog.isEmpty()
                    || catalog.filter(DatabaseLine::keepsMigrations).isPresent();
            Answer answer = known.isPresent() && !kept
                    ? new Answer(known.get(), Optional.empty())
                    : Trial.of(
                            schema.dataSource(),
                            connection -> new Answer(
                                    known.isPresent() ? known.get() : origin(connection), lastMigration(connection)),
                            error -> {
                                throw new QueryException(error.message());
                            });
            return "Database: " + answer.origin.database() + ", PostgreSQL " + answer.origin.serverVersion()
                    + answer.migration
                            .or(() -> ofOurs(schema.dataSource()))
                            .map(migration -> ", last migration " + migration)
                            .orElse("");
        } catch (RuntimeException e) {
            return "";
        }
    }

    private record Answer(CatalogOrigin origin, Optional<String> migration) {}

    private static boolean keepsMigrations(Catalog catalog) {
        return LastMigration.tables().stream()
                .anyMatch(name -> catalog.objects(ObjectKind.TABLE).stream()
                        .anyMatch(table ->
                                Names.parse(table.id().identity()).get(1).equals(name)));
    }

    private static CatalogOrigin origin(Connection connection) throws SQLException {
        List<@Nullable String> row = Sql.rows(connection, QUERY).get(0);
        return new CatalogOrigin(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
    }

    /** Of a table that may not be read, nothing is known; the transaction is rolled back anyway. */
    private static Optional<String> lastMigration(Connection connection) {
        try {
            return LastMigration.of(connection);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> ofOurs(DataSource dataSource) {
        try {
            return dataSource.isWrapperFor(TestDatabase.class)
                    ? dataSource.unwrap(TestDatabase.class).lastMigration()
                    : Optional.empty();
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
            // Pools and data sources of tests do not always have all methods.
            return Optional.empty();
        }
    }
}

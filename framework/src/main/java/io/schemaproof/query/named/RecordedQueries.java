package io.schemaproof.query.named;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.JdbcUrl;
import io.schemaproof.migration.MigrationException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The queries that a database has recorded in {@code pg_stat_statements}, of which nothing else is read but the search paths of the
 * roles that have sent them.
 *
 * <pre>{@code
 * QuerySet queries = RecordedQueries.of(new JdbcUrl("jdbc:postgresql://replica/shop?user=me"))
 *     .by("shop", "billing")
 *     .read();
 * }</pre>
 *
 * <p>A service is the application that a comment in the text names, as sqlcommenter and marginalia write it, else the role. The
 * extension has taken the values out of the texts: what cannot be sent without them is told by the check, and does not pass.
 *
 * @since 0.1
 */
public final class RecordedQueries {

    private static final String NOT_LOADED = "55000";

    /** The comments tell what this class sends from what others have sent: the server records that, too. */
    private static final String SCHEMA = """
            SELECT /* where pg_stat_statements is */ pg_catalog.quote_ident(n.nspname)
              FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
             WHERE e.extname = 'pg_stat_statements'""";
    /** Versions of the extension differ in their columns, and JSON asks for none that is not there. */
    private static final String STATEMENTS = """
            SELECT coalesce(r.rolname, s.userid::text), s.query,
                   coalesce((pg_catalog.to_jsonb(s) ->> 'toplevel')::boolean, true)
              FROM %s.pg_stat_statements s LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.userid
             WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
             ORDER BY s.calls DESC, s.query""";

    private static final String DISCARDED = "SELECT dealloc FROM %s.pg_stat_statements_info";
    /** The most special one counts: of the role in this database, of the role, of this database, of all. */
    private static final String SEARCH_PATHS = """
            SELECT /* for pg_stat_statements */ DISTINCT ON (r.oid) r.rolname,
                   pg_catalog.replace(
                       pg_catalog.substr(o.option, 13), '"$user"', pg_catalog.quote_ident(r.rolname))
              FROM pg_catalog.pg_roles r
              JOIN pg_catalog.pg_db_role_setting s ON s.setrole IN (0, r.oid)
               AND s.setdatabase IN (0, (SELECT oid FROM pg_catalog.pg_database
                                          WHERE datname = pg_catalog.current_database()))
             CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) o(option)
             WHERE o.option LIKE 'search\\_path=%'
             ORDER BY r.oid, s.setrole = 0, s.setdatabase = 0""";

    private final JdbcUrl database;
    private final Set<String> users;
    private final Optional<String> service;

    private RecordedQueries(JdbcUrl database, Set<String> users, Optional<String> service) {
        this.database = database;
        this.users = users;
        this.service = service;
    }

    /** Begin with a database. */
    public static RecordedQueries of(JdbcUrl database) {
        return new RecordedQueries(database, Set.of(), Optional.empty());
    }

    /** Return the same for what these roles have sent; their names as stored. */
    public RecordedQueries by(String... roles) {
        return new RecordedQueries(database, Set.of(roles), service);
    }

    /** Return the same with one name for the service that has sent all of it. */
    public RecordedQueries as(String name) {
        return new RecordedQueries(database, users, Optional.of(name));
    }

    /**
     * Read them, in a session that the server lets do nothing but read.
     *
     * @throws DatabaseException if the database cannot be reached, or refuses to be read; the message holds no secret
     * @throws MigrationException if it does not record what is sent, or nothing of these roles that has a plan
     */
    public QuerySet read() {
        if (!database.isSupported()) {
            throw new MigrationException(
                    "Recorded queries are read from a database whose URL begins with jdbc:postgresql:"
                            + " (--queries-from).");
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            String schema = first(statement, SCHEMA)
                    .orElseThrow(() -> new MigrationException("The database " + database.shown()
                            + " records no queries: it has no extension pg_stat_statements. Where the server loads it"
                            + " (shared_preload_libraries), CREATE EXTENSION pg_stat_statements lets it be read."));
            RecordedStatements statements = new RecordedStatements(service, searchPaths(statement));
            try (ResultSet rows = statement.executeQuery(STATEMENTS.formatted(schema))) {
                while (rows.next()) {
                    if (users.isEmpty() || users.contains(rows.getString(1))) {
                        statements.add(rows.getString(1), Optional.ofNullable(rows.getString(2)), rows.getBoolean(3));
                    }
                }
            }
            String sender = users.isEmpty()
                    ? ""
                    : " that was sent by " + users.stream().sorted().collect(Collectors.joining(", "));
            return statements.end(database.shown(), sender, discarded(statement, schema));
        } catch (SQLException e) {
            String message = "pg_stat_statements of " + database.shown() + " cannot be read: "
                    + database.withoutSecrets(String.valueOf(e.getMessage()));
            if (NOT_LOADED.equals(e.getSQLState())) {
                throw new MigrationException(message
                        + ". Set shared_preload_libraries = 'pg_stat_statements' and start the server anew; it records from"
                        + " then on.");
            }
            throw new DatabaseException(message);
        }
    }

    private static Optional<String> first(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
    }

    private static Map<String, String> searchPaths(Statement statement) throws SQLException {
        Map<String, String> paths = new LinkedHashMap<>();
        try (ResultSet rows = statement.executeQuery(SEARCH_PATHS)) {
            while (rows.next()) {
                paths.put(rows.getString(1), rows.getString(2));
            }
        }
        return paths;
    }

    /** How often the extension has thrown statements away for want of room; unknown before PostgreSQL 14. */
    private static long discarded(Statement statement, String schema) {
        try {
            return first(statement, DISCARDED.formatted(schema))
                    .map(Long::parseLong)
                    .orElse(0L);
        } catch (SQLException e) {
            return 0;
        }
    }
}

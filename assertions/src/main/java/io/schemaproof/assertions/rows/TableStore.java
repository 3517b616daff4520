package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.StoredFailures;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The rows that failed, as a table of {@link StoredFailures#SCHEMA}, written by a session of its own. */
record TableStore(String table) implements RowStore {

    /** Longer is nobody waited for: whoever reads the table may be the test that waits for this check. */
    private static final String BEGIN = "SET LOCAL lock_timeout = '5s'; SET LOCAL search_path = pg_catalog;"
            + " SELECT pg_advisory_xact_lock(hashtext('" + StoredFailures.SCHEMA + "'))";

    private static final String SCHEMA_COMMENT =
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace WHERE nspname = ?";

    private static final String TABLE_COMMENT =
            "SELECT CASE c.relkind WHEN 'r' THEN obj_description(c.oid, 'pg_class') END"
                    + " FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = ?";

    @Override
    public String store(RowsSql rows, String what, FailingRows failing) {
        try (Connection connection = session(rows.rows().dataSource())) {
            Optional<String> refusal = refusal(connection);
            if (refusal.isEmpty()) {
                refusal = commit(connection, failing, comment(rows.name(), what));
            }
            return refusal.map(why -> "Not stored: " + why).orElseGet(() -> failing.stored("table " + name()));
        } catch (SQLException e) {
            return FailingRows.notStored(rows, e);
        }
    }

    private Optional<String> commit(Connection connection, FailingRows failing, String comment) throws SQLException {
        connection.setAutoCommit(false);
        try {
            Optional<String> refusal = write(connection, failing, comment);
            if (refusal.isPresent()) {
                return refusal;
            }
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
        return exists(connection) ? Optional.empty() : Optional.of("the data source gives sessions that never commit");
    }

    /** A session that only claims to have committed has rolled back by now. */
    private boolean exists(Connection connection) throws SQLException {
        return comment(connection, TABLE_COMMENT, StoredFailures.SCHEMA, table).isPresent();
    }

    private String name() {
        return StoredFailures.SCHEMA + "." + Names.quote(table);
    }

    /** One that is in nobody's transaction, where the database is known. */
    private static Connection session(DataSource dataSource) throws SQLException {
        boolean own;
        try {
            own = dataSource.isWrapperFor(TestDatabase.class);
        } catch (SQLException | AbstractMethodError e) {
            own = false; // Pools and data sources of tests do not always have all methods.
        }
        return own ? dataSource.unwrap(TestDatabase.class).connect() : dataSource.getConnection();
    }

    private static Optional<String> refusal(Connection connection) throws SQLException {
        if (!TestDatabase.isName(connection.getCatalog())
                && !Configuration.ofSystem().isOn(ConfigurationParameters.STORE_FAILURES)) {
            return Optional.of("database " + connection.getCatalog() + " was not created by Schemaproof; -D"
                    + ConfigurationParameters.STORE_FAILURES + "=true allows it");
        }
        return connection.getAutoCommit()
                ? Optional.empty()
                : Optional.of(
                        "the data source gives a session whose transaction is somebody else's; storingFailuresIn(folder)"
                                + " needs none");
    }

    private Optional<String> write(Connection connection, FailingRows failing, String comment) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(BEGIN);
            Optional<Comment> schema = comment(connection, SCHEMA_COMMENT, StoredFailures.SCHEMA);
            if (schema.isPresent() && !StoredFailures.COMMENT.equals(schema.get().text)) {
                return Optional.of("schema " + StoredFailures.SCHEMA + " was not made by Schemaproof");
            }
            Optional<Comment> present = comment(connection, TABLE_COMMENT, StoredFailures.SCHEMA, table);
            if (present.isPresent() && !comment.equals(present.get().text)) {
                String held = present.get().text;
                return Optional.of("table " + name()
                        + (held != null && held.startsWith(StoredFailures.COMMENT)
                                ? " holds the rows of another check; name one table for each"
                                : " was not made by Schemaproof"));
            }
            if (schema.isEmpty()) {
                statement.execute("CREATE SCHEMA " + StoredFailures.SCHEMA);
                statement.execute(
                        "COMMENT ON SCHEMA " + StoredFailures.SCHEMA + " IS '" + StoredFailures.COMMENT + "'");
            }
            statement.execute("DROP TABLE IF EXISTS " + name());
            statement.execute("CREATE TABLE " + name() + " (" + columns(failing.names()) + ")");
            statement.execute("COMMENT ON TABLE " + name() + " IS '" + comment + "'");
        }
        insert(connection, failing);
        return Optional.empty();
    }

    /** A table without a comment has none that is ours. */
    private record Comment(@Nullable String text) {}

    private static Optional<Comment> comment(Connection connection, String query, String... values)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new Comment(row.getString(1))) : Optional.empty();
            }
        }
    }

    /** The check is known by what it asks, of which no value may be read here. */
    private static String comment(String rows, String what) {
        return String.format(Locale.ROOT, "%s (%08x)", StoredFailures.COMMENT, (rows + "\n" + what).hashCode());
    }

    /** What is computed may be called as a column is. */
    private static String columns(List<String> names) {
        Set<String> used = new HashSet<>();
        return names.stream()
                .map(name -> {
                    String free = name;
                    for (int i = 2; !used.add(free); i++) {
                        free = name + "_" + i;
                    }
                    return Names.quote(free) + " text";
                })
                .collect(Collectors.joining(", "));
    }

    private void insert(Connection connection, FailingRows failing) throws SQLException {
        if (failing.names().isEmpty()) {
            return;
        }
        String places = String.join(", ", Collections.nCopies(failing.names().size(), "?"));
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO " + name() + " VALUES (" + places + ")")) {
            for (List<@Nullable String> row : failing.rows()) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setString(i + 1, row.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}

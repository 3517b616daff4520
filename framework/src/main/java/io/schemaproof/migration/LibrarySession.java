package io.schemaproof.migration;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.Position;
import io.schemaproof.migration.script.SourceText;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.postgresql.PGConnection;

/**
 * What a library runs a step on: connections to one database, on which its statements are seen.
 *
 * @since 0.1
 */
public final class LibrarySession implements AutoCloseable {

    private final ConnectionSettings database;
    private final MigrationLibrary library;
    private final LibraryStep step;
    // The library runs in a thread of its own, which may go on where it was told to end.
    private final List<Connection> opened = new CopyOnWriteArrayList<>();
    private final List<StatementOutcome> outcomes = new CopyOnWriteArrayList<>();

    LibrarySession(ConnectionSettings database, MigrationLibrary library, LibraryStep step) {
        this.database = database;
        this.library = library;
        this.step = step;
    }

    /**
     * Open a session of the database, in autocommit mode. It is closed after the step, if the library does not.
     *
     * @throws SQLException if the database cannot be reached
     */
    public Connection connect() throws SQLException {
        Connection connection = ScriptSession.connect(database);
        opened.add(connection);
        return WatchedConnection.of(connection, this::seen);
    }

    /**
     * Run a script of SQL.
     *
     * @throws SQLException if the connection is lost
     */
    public MigrationRun run(Script script, Map<String, String> placeholders) throws SQLException {
        MigrationRun run =
                MigrationRunner.on(database).withPlaceholders(placeholders).run(script);
        outcomes.addAll(run.outcomes());
        return run;
    }

    /** Say that the tool runs nothing on this database, though it refuses nothing. */
    public void leaveOut(String reason) {
        outcomes.add(new StatementOutcome(
                statement(step.script().text().lines().findFirst().orElse("")),
                Duration.ZERO,
                -1,
                List.of(MigrationRun.LEFT_OUT + reason),
                Optional.empty()));
    }

    private void seen(String sql, Duration time, long rows, Optional<SQLException> error) {
        if (error.isEmpty() && library.isOwn(sql)) {
            return;
        }
        outcomes.add(new StatementOutcome(statement(sql), time, rows, List.of(), error.map(e -> error(sql, e))));
    }

    private StatementError error(String sql, SQLException error) {
        SourceText text = new SourceText(step.script().path(), sql, 1);
        return ErrorMapper.of(
                error, Fragment.whole(text), new Position(step.script().firstLine(), 1));
    }

    private Statement statement(String sql) {
        return new Statement(sql, step.script().path(), step.script().firstLine(), 1);
    }

    /** What became of the statements. */
    List<StatementOutcome> outcomes() {
        return outcomes;
    }

    /** Have the server end what runs on it, which the library then learns of. */
    void cancel() throws SQLException {
        for (Connection connection : opened) {
            if (!connection.isClosed()) {
                connection.unwrap(PGConnection.class).cancelQuery();
            }
        }
    }

    /** End the connections and what runs on them; a server does not look for its client while it works or waits. */
    void abort() throws SQLException {
        try (Connection other = ScriptSession.connect(database);
                PreparedStatement end = other.prepareStatement("SELECT pg_terminate_backend(?, 5000)")) {
            for (Connection connection : opened) {
                if (!connection.isClosed()) {
                    end.setInt(1, connection.unwrap(PGConnection.class).getBackendPID());
                    end.execute();
                }
            }
        }
        for (Connection connection : opened) {
            connection.abort(Runnable::run);
        }
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : opened) {
            connection.close();
        }
    }
}

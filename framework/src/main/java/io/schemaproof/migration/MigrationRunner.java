package io.schemaproof.migration;

import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.ConnectionSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Run a script as its tool would: read in its dialect, sent in its mode.
 *
 * <p>{@link #on(ConnectionSettings)} opens a session for each script and closes it afterwards. {@link #on(Connection)} stays
 * on the caller's session, as Flyway, goose and golang-migrate stay on theirs over all migrations: what one script sets, the
 * next one sees. A script of psql is the exception, because psql is started anew for each file: its session is reset afterwards
 * with {@code DISCARD ALL}. A transaction that a script leaves open is rolled back in every case.
 *
 * <p>Immutable, and safe to share between threads where it does not hold a connection.
 *
 * @since 0.1
 */
public final class MigrationRunner {

    private final @Nullable ConnectionSettings database;
    private final @Nullable Connection connection;
    private final boolean own;
    private final RunOptions options;

    /** @param own whether the connection is used as one that the runner has opened, but for closing it */
    private MigrationRunner(
            @Nullable ConnectionSettings database, @Nullable Connection connection, boolean own, RunOptions options) {
        this.database = database;
        this.connection = connection;
        this.own = own;
        this.options = options;
    }

    /** Return a runner that opens a session for each script. */
    public static MigrationRunner on(ConnectionSettings database) {
        return new MigrationRunner(Objects.requireNonNull(database), null, true, RunOptions.DEFAULT);
    }

    /**
     * Return a runner that stays on a session of the caller, who closes it.
     *
     * @param connection a connection of pgjdbc in autocommit mode, or one that unwraps to it
     */
    public static MigrationRunner on(Connection connection) {
        return new MigrationRunner(null, Objects.requireNonNull(connection), false, RunOptions.DEFAULT);
    }

    /** Return a runner on a session that nobody has used, or that is as good as new. */
    static MigrationRunner onOwn(Connection connection) {
        return new MigrationRunner(null, connection, true, RunOptions.DEFAULT);
    }

    /**
     * Open a session that is set up as those that {@link #on(ConnectionSettings)} opens.
     *
     * @throws SQLException if the database cannot be reached
     */
    public static Connection open(ConnectionSettings database) throws SQLException {
        return ScriptSession.connect(database);
    }

    /**
     * Open a session for {@link #withProbe}: as {@link #open}, but without workers for parallel scans and builds, whose work
     * the session's own counters do not show.
     *
     * @throws SQLException if the database cannot be reached
     */
    public static Connection openForProbe(ConnectionSettings database) throws SQLException {
        return ScriptSession.connectForProbe(database);
    }

    /** Return a runner that stops at the first error (the default) or goes on. */
    public MigrationRunner withMode(RunMode mode) {
        return new MigrationRunner(database, connection, own, options.withMode(mode));
    }

    /** Return a runner that announces each statement; where a script is sent in one message, the message as one statement. */
    public MigrationRunner withObserver(StatementObserver observer) {
        return new MigrationRunner(database, connection, own, options.withObserver(observer));
    }

    /**
     * Return a runner that knows these values: Flyway's placeholders, psql's variables ({@code psql -v}), goose's environment
     * variables (which come before those of the process).
     */
    public MigrationRunner withPlaceholders(Map<String, String> placeholders) {
        return new MigrationRunner(database, connection, own, options.withPlaceholders(placeholders));
    }

    /**
     * Return a runner that looks at the server around each statement. A connection of the caller's must come from
     * {@link #openForProbe}.
     */
    public MigrationRunner withProbe(StatementProbe probe) {
        return new MigrationRunner(database, connection, own, options.withProbe(probe));
    }

    /** Return a runner that stops each script at a place in it, to see what stays behind. */
    public MigrationRunner withInterruption(Interruption interruption) {
        return new MigrationRunner(database, connection, own, options.withInterruption(interruption));
    }

    /**
     * Return a runner that stays in the transaction which the caller has open on its session, and leaves it open: to see what a
     * script would do, and take it back. Its own BEGIN and COMMIT are not sent; constraints that are checked at the end of a
     * transaction are checked there. A script that rolls back, or holds what can run in no transaction, fails.
     *
     * @throws IllegalStateException if this runner opens sessions of its own
     */
    public MigrationRunner withinTransaction() {
        if (connection == null) {
            throw new IllegalStateException("Only on a session of the caller can a transaction of the caller be open.");
        }
        return new MigrationRunner(database, connection, own, options.withinTransaction());
    }

    /**
     * Run a script. A statement that fails is an outcome and no exception.
     *
     * @throws SQLException if the connection cannot be made or is lost
     */
    public MigrationRun run(Script script) throws SQLException {
        if (script.dialect() == ScriptDialect.COMMAND) {
            return CommandExecution.run(script, Optional.ofNullable(database), timeLimit());
        }
        if (script.dialect() == ScriptDialect.LIBRARY) {
            return LibraryExecution.run(script, Optional.ofNullable(database), timeLimit());
        }
        Connection given = connection;
        if (given != null) {
            return run(script, ScriptSession.of(given, own));
        }
        ConnectionSettings settings = Objects.requireNonNull(database);
        try (ScriptSession session = ScriptSession.of(
                options.probe().isPresent() ? openForProbe(settings) : ScriptSession.connect(settings), true)) {
            return run(script, session);
        }
    }

    /** Whether the script holds nothing but white space, comments and empty transactions. */
    public static boolean isEffectivelyEmpty(Script script) {
        return EmptyScripts.isEmpty(script);
    }

    private static ToolTimeLimit timeLimit() {
        try {
            return ToolTimeLimit.ofSystem();
        } catch (IllegalArgumentException e) {
            throw new MigrationException(String.valueOf(e.getMessage()), e);
        }
    }

    MigrationRun run(Script script, ScriptSession session) throws SQLException {
        if (options.probe().isPresent() && !session.canPipeline()) {
            throw new IllegalArgumentException(
                    "The connection cannot be probed. Open it with MigrationRunner.openForProbe.");
        }
        long begin = System.nanoTime();
        ScriptContext context = ScriptContext.of(script, session, options);
        new ScriptExecution(context).run();
        return context.log().toRun(script, begin);
    }
}

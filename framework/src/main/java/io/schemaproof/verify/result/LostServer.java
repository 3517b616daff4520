package io.schemaproof.verify.result;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.LogTail;
import io.schemaproof.database.ServerFailure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Say what a server logged that broke down, or that ended a session: the client hears no more than that the connection is gone.
 *
 * @since 0.1
 */
public final class LostServer {

    private static final int LINES = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration DELAY = Duration.ofMillis(500);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Of a message of an administrator, of a crash, or of an end; the client may read that the connection is gone before. */
    private static final Pattern TOLD = Pattern.compile(
            "terminating connection|was terminated by|database system is (?:shut down|starting up)|PANIC:");

    private static final String READY = "ready to accept connections";

    private static final String NOT_RUNNING = "The server is not running any more.";

    /**
     * Something that is done on a server.
     *
     * @since 0.1
     */
    public interface Work<T> {
        T done() throws SQLException;
    }

    private LostServer() {}

    /** Whether an exception says that a session has ended, or that there was none: a cause of it, too. */
    public static boolean isMeantBy(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e
                    && e.getSQLState() != null
                    && (e.getSQLState().startsWith("08") || e.getSQLState().startsWith("57P"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a server is gone, or goes with the session that has just been lost: when a process of it was killed, the client hears of that
     * before the server does. One that has no room or no connection left is of no use to what comes after, either.
     */
    public static boolean isDown(DatabaseServer server, SQLException error) {
        if (ServerFailure.isOfServer(error)) {
            return true;
        }
        boolean unexplained = error.getSQLState() != null && error.getSQLState().startsWith("08");
        long end = System.nanoTime() + (unexplained ? DELAY.toNanos() : 0);
        while (server.isRunning() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return !server.isRunning();
    }

    /** The end of a server's log, without values of sensitive columns. */
    public static Evidence.LogLines log(DatabaseServer server) {
        List<String> lines = LogMask.of(told(server)).lines().toList();
        return new Evidence.LogLines(
                "the end of the server's log", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    /**
     * Do something, and say why where the server, or the session with it, was lost on the way.
     *
     * @param server asked for only then
     * @throws DatabaseException with the end of the log
     */
    public static <T> T during(Supplier<DatabaseServer> server, Work<T> work) {
        try {
            return work.done();
        } catch (SQLException e) {
            throw exception(server.get(), e);
        } catch (RuntimeException e) {
            throw isMeantBy(e) ? exception(server.get(), e) : e;
        }
    }

    /** What is thrown where work cannot go on: what happened, and the end of the log. */
    public static DatabaseException exception(DatabaseServer server, Exception cause) {
        Optional<SQLException> error = error(cause);
        String message = cause instanceof SQLException e
                ? (ServerFailure.isOfServer(e)
                                ? "The server could not do its work: "
                                : "The connection to the server was lost: ")
                        + cause.getMessage()
                : LogTail.cutFrom(String.valueOf(cause.getMessage()));
        List<String> lines = log(server).lines();
        return new DatabaseException(
                message
                        + (server.isRunning() || message.contains("not running") ? "" : "\n" + NOT_RUNNING)
                        + (lines.isEmpty() ? "" : "\n" + LogTail.sentence(lines))
                        + error.map(e -> ServerFailure.remedy(server, e)).orElse(""),
                cause);
    }

    private static Optional<SQLException> error(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                return Optional.of(e);
            }
        }
        return Optional.empty();
    }

    /** The log once it says what happened, or as it is after a moment. */
    private static String told(DatabaseServer server) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String log = server.log();
        while (!tells(log) && server.isRunning() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE_NANOS);
            log = server.log();
        }
        return log;
    }

    /** Of the time since the server was ready: a container's has ended once before, when its image set it up. */
    private static boolean tells(String log) {
        return TOLD.matcher(log)
                .region(Math.max(0, log.lastIndexOf(READY)), log.length())
                .find();
    }
}

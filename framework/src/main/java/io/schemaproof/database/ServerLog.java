package io.schemaproof.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The errors that a server logged about one of its databases.
 *
 * <p>An error that the client expected and handled is logged like any other, and so is listed.
 *
 * @param database the database's name
 * @param errors each message of severity ERROR, FATAL or PANIC with its further lines (DETAIL, HINT, CONTEXT, STATEMENT)
 * @since 0.1
 */
public record ServerLog(String database, List<String> errors) {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MILLIS = 5;
    /** What {@link ServerTuning} has the server write: time, process and database, then the message. */
    private static final Pattern LINE =
            Pattern.compile("\\S+ \\S+ \\S+ \\[\\d+] (?<database>\\S*) (?<severity>[A-Z]+\\d?):  .*");

    private static final List<String> FURTHER_LINES =
            List.of("DETAIL", "HINT", "QUERY", "CONTEXT", "LOCATION", "STATEMENT", "BACKTRACE");

    public ServerLog {
        errors = List.copyOf(errors);
    }

    /**
     * Read the log up to this moment. A warning is written into it first and waited for, because a log that lags, or that
     * holds back warnings and errors, would look clean.
     *
     * @throws DatabaseException if the warning does not appear in the log, or the server is somebody else's, whose log is not read
     */
    public static ServerLog of(TestDatabase database) {
        if (!database.server().tenancy().wholeServer()) {
            throw new DatabaseException("Whether the server logged an error about " + database.name()
                    + " is not known: it is somebody else's, and its log is not read. Use a server of its own"
                    + " (schemaproof.database=embedded).");
        }
        String marker = "schemaproof reads the log " + UUID.randomUUID();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DO $$ BEGIN RAISE WARNING '" + marker + "'; END $$");
            return read(database.name(), await(database.server(), marker));
        } catch (SQLException e) {
            throw new DatabaseException("The log of " + database.name() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Pick the errors about a database out of a log. */
    static ServerLog read(String database, String log) {
        List<String> errors = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : (Iterable<String>) log.lines()::iterator) {
            Matcher matcher = LINE.matcher(line);
            boolean begins = matcher.matches();
            boolean mine = begins && matcher.group("database").equals(database);
            if (begins && !(mine && FURTHER_LINES.contains(matcher.group("severity")))) {
                flush(current, errors);
            }
            boolean error = mine && List.of("ERROR", "FATAL", "PANIC").contains(matcher.group("severity"));
            if (error || (current.length() > 0 && (mine || !begins))) {
                current.append(begins ? line.substring(matcher.start("severity")) : line)
                        .append('\n');
            }
        }
        flush(current, errors);
        return new ServerLog(database, errors);
    }

    private static void flush(StringBuilder current, List<String> errors) {
        if (current.length() > 0) {
            errors.add(current.toString().strip());
            current.setLength(0);
        }
    }

    private static String await(DatabaseServer server, String marker) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            String log = server.log();
            if (log.contains(marker)) {
                return log;
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatabaseException("Waiting for the server's log was interrupted.", e);
            }
        }
        throw new DatabaseException("The " + server.provider() + " server's log does not show a warning within "
                + PATIENCE.toSeconds() + " s of its being raised. Is log_min_messages changed, or logging turned off?");
    }
}

package io.schemaproof.database;

import java.sql.SQLException;
import java.util.Set;

/**
 * Say why a server did not do what it was asked for, where the driver only knows that it did not.
 *
 * @since 0.1
 */
public final class ServerFailure {

    private static final String DISK_FULL = "53100";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String IO_ERROR = "58030";
    private static final String NO_SPACE = "No space left on device";
    private static final Set<String> OF_SERVER = Set.of(DISK_FULL, IO_ERROR, TOO_MANY_CONNECTIONS);
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03");

    private ServerFailure() {}

    /** Whether an error says something of the server alone, and nothing of what it was asked to do. */
    public static boolean isOfServer(SQLException error) {
        return OF_SERVER.contains(String.valueOf(error.getSQLState()));
    }

    /** What is to be added to an error's own words, on lines of their own; empty where these say it all. */
    public static String words(DatabaseServer server, SQLException error) {
        String state = String.valueOf(error.getSQLState());
        StringBuilder words = new StringBuilder();
        if (!server.isRunning()) {
            words.append("\nThe PostgreSQL ")
                    .append(server.version())
                    .append(" server is not running any more. ")
                    .append(LogTail.withoutStatements(server.log()));
        } else if (server.tenancy().wholeServer() && (state.startsWith("08") || ENDED.contains(state))) {
            words.append("\nThe server has ended the session. ").append(LogTail.withoutStatements(server.log()));
        }
        return words.append(remedy(server, error)).toString();
    }

    /** What can be done about it, on lines of their own; empty where nobody knows. */
    public static String remedy(DatabaseServer server, SQLException error) {
        String state = String.valueOf(error.getSQLState());
        if (state.equals(DISK_FULL) || (!server.isRunning() && server.log().contains(NO_SPACE))) {
            return "\nThe disk with the server's data is full. "
                    + (server.tenancy().wholeServer()
                            ? "Name a folder with more room by schemaproof.database.directory, or ask for fewer rows."
                            : "It is somebody else's: make room there, or ask for fewer rows.");
        }
        if (state.equals(TOO_MANY_CONNECTIONS)) {
            return "\nAll connections that the server allows are taken. Close some, pools too"
                    + (server.tenancy().wholeServer()
                            ? "."
                            : "; or have its max_connections raised, or the CONNECTION LIMIT of the role.");
        }
        return "";
    }
}

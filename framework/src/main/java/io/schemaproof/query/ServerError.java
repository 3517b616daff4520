package io.schemaproof.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said when it refused a statement. Names are as stored, without quotes.
 *
 * @param sqlState five characters, as in {@code 23505}
 * @param message the message alone, without severity and detail
 * @param detail may hold values of the row
 * @param constraint the constraint that was violated
 * @param routine the server's function that raised it, the same in all languages: {@code aclcheck_error}
 * @param context where it was raised, from the innermost outwards, such as a line of a function; may hold texts of statements
 * @since 0.1
 */
public record ServerError(
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> schema,
        Optional<String> table,
        Optional<String> column,
        Optional<String> dataType,
        Optional<String> constraint,
        Optional<String> routine,
        Optional<String> context) {

    /** Seconds; a server that is there answers an empty query at once. */
    private static final int ANSWERS_WITHIN = 10;

    /** Read an error of the driver; an error of its own has a message and a state only. */
    public static ServerError of(SQLException error) {
        String state = error.getSQLState() == null ? "00000" : error.getSQLState();
        ServerErrorMessage message = error instanceof PSQLException own ? own.getServerErrorMessage() : null;
        if (message == null) {
            return new ServerError(
                    state,
                    String.valueOf(error.getMessage()),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        return new ServerError(
                state,
                String.valueOf(message.getMessage()),
                given(message.getDetail()),
                given(message.getHint()),
                given(message.getSchema()),
                given(message.getTable()),
                given(message.getColumn()),
                given(message.getDatatype()),
                given(message.getConstraint()),
                given(message.getRoutine()),
                given(message.getWhere()));
    }

    /**
     * Whether the connection was lost, so that the statement was neither carried out nor refused.
     *
     * <p>The SQLSTATE alone does not say so: class 08 is a broken connection and {@code 57P} a server that ends or that ends the
     * session, but a foreign server's, or what {@code RAISE} gives, reaches a session that lives on. So the connection is asked.
     *
     * @param connection on which the statement was sent
     */
    public boolean isConnectionLost(Connection connection) throws SQLException {
        return (sqlState.startsWith("08") || sqlState.startsWith("57P")) && !connection.isValid(ANSWERS_WITHIN);
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text);
    }
}

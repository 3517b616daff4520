package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.Position;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Makes a statement's error of the server's, with its place in the file. */
@FunctionalInterface
interface ErrorMapper {

    StatementError map(SQLException error);

    /** Errors of a text that was sent as it is. */
    static ErrorMapper at(Fragment fragment) {
        return error -> of(error, fragment, position(error, fragment));
    }

    /** Place of the error, or of the text where the server names none. */
    static Position position(SQLException error, Fragment fragment) {
        return fragment.position(offset(error, fragment.sql()));
    }

    /** Offset of the error in the text; 0 where the server names none. The server counts characters, Java halves of them. */
    static int offset(SQLException error, String sql) {
        ServerErrorMessage message = message(error);
        int characters = message == null ? 0 : message.getPosition() - 1;
        if (characters <= 0) {
            return 0;
        }
        return characters >= sql.codePointCount(0, sql.length()) ? sql.length() : sql.offsetByCodePoints(0, characters);
    }

    /** Whether the server says where in the text the error is. */
    static boolean hasPosition(SQLException error) {
        ServerErrorMessage message = message(error);
        return message != null && message.getPosition() > 0;
    }

    static StatementError of(SQLException error, Fragment fragment, Position position) {
        ServerErrorMessage message = message(error);
        String file = fragment.source().path();
        String state = error.getSQLState() == null ? "00000" : error.getSQLState();
        String text = message == null ? String.valueOf(error.getMessage()) : String.valueOf(message.getMessage());
        Optional<String> own = ErrorHints.hint(state, text, fragment.sql());
        if (message == null) {
            return new StatementError(
                    state,
                    text,
                    Optional.empty(),
                    own,
                    Optional.empty(),
                    file,
                    position.line(),
                    position.column(),
                    ErrorSubject.NONE);
        }
        return new StatementError(
                state,
                text,
                Optional.ofNullable(message.getDetail()),
                own.or(() -> Optional.ofNullable(message.getHint())),
                context(message),
                file,
                position.line(),
                position.column(),
                new ErrorSubject(
                        Optional.ofNullable(message.getSchema()),
                        Optional.ofNullable(message.getTable()),
                        Optional.ofNullable(message.getColumn()),
                        Optional.ofNullable(message.getConstraint())));
    }

    static @Nullable ServerErrorMessage message(SQLException error) {
        return error instanceof PSQLException own ? own.getServerErrorMessage() : null;
    }

    private static Optional<String> context(ServerErrorMessage message) {
        String where = message.getWhere();
        String query = message.getInternalQuery();
        if (query == null) {
            return Optional.ofNullable(where);
        }
        String at = message.getInternalPosition() > 0 ? " (at character " + message.getInternalPosition() + ")" : "";
        return Optional.of((where == null ? "" : where + "\n") + "query" + at + ": " + query);
    }
}

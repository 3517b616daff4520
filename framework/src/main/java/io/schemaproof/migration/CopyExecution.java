package io.schemaproof.migration;

import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.Position;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.util.ServerErrorMessage;

/** Sends COPY FROM STDIN with the data that stand in the script. */
final class CopyExecution {

    private static final Pattern LINE = Pattern.compile("^COPY [^\\n]*, line (\\d+)", Pattern.MULTILINE);

    private CopyExecution() {}

    static ServerReply run(ScriptSession session, RunLog log, Fragment statement, CopyData data) throws SQLException {
        return log.run(
                statement,
                () -> session.copy(statement.sql(), ScriptSession.CopySource.of(data)),
                error -> ErrorMapper.of(error, statement, position(error, statement, data)));
    }

    /** An error in the data names their line, which is a line of the script. */
    static Position position(SQLException error, Fragment statement, CopyData data) {
        ServerErrorMessage message = ErrorMapper.message(error);
        String where = message == null ? null : message.getWhere();
        Matcher line = LINE.matcher(where == null ? "" : where);
        if (line.find()) {
            int first = statement.source().position(data.sourceOffset()).line();
            return new Position(first + Integer.parseInt(line.group(1)) - 1, 1);
        }
        return ErrorMapper.position(error, statement);
    }
}

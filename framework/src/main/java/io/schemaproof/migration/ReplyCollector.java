package io.schemaproof.migration;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.util.PSQLState;
import org.postgresql.util.PSQLWarning;
import org.postgresql.util.ServerErrorMessage;

/** Takes what the driver reads, in the order in which the server sent it; keeps rows only where they are wanted. */
final class ReplyCollector extends ResultHandlerBase {

    /** What commands are called that run nothing but what is the server's own, as long as nobody has made a function. */
    private static final Set<String> PLAIN = Set.of(
            "BEGIN",
            "COMMIT",
            "COMMENT",
            "CREATE TABLE",
            "ALTER TABLE",
            "DROP TABLE",
            "CREATE INDEX",
            "ALTER INDEX",
            "DROP INDEX",
            "CREATE SEQUENCE",
            "ALTER SEQUENCE",
            "DROP SEQUENCE",
            "CREATE VIEW",
            "ALTER VIEW",
            "DROP VIEW");

    private final boolean keepRows;
    private final int keepFrom;
    private final List<ServerReply.Result> results = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private int noticesOfResults;
    private boolean plain = true;
    private @Nullable SQLException error;

    ReplyCollector(boolean keepRows) {
        this(keepRows, Integer.MAX_VALUE);
    }

    /** @param keepFrom number of the first result, counted from 0, whose rows are kept in any case */
    ReplyCollector(boolean keepRows, int keepFrom) {
        this.keepRows = keepRows;
        this.keepFrom = keepFrom;
    }

    /** Whether the server ran commands that make, change and drop tables and the like, and nothing else. */
    boolean isPlain() {
        return plain && error == null;
    }

    ServerReply toReply(long nanos) {
        return new ServerReply(results, notices, Optional.ofNullable(error), nanos);
    }

    @Override
    public void handleResultRows(Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        plain = false;
        List<String> columns = Arrays.stream(fields).map(Field::getColumnLabel).toList();
        List<List<@Nullable String>> rows = new ArrayList<>();
        if (keepRows || results.size() >= keepFrom) {
            tuples.forEach(tuple -> rows.add(values(tuple)));
        }
        add(tuples.size(), columns, rows);
    }

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        if (!status.equals("EMPTY")) {
            plain &= PLAIN.contains(status);
            String last = status.substring(status.lastIndexOf(' ') + 1);
            boolean counts = !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9');
            add(counts ? Long.parseLong(last) : -1, List.of(), List.of());
        }
    }

    private void add(long count, List<String> columns, List<List<@Nullable String>> rows) {
        results.add(new ServerReply.Result(
                count, columns, rows, List.copyOf(notices.subList(noticesOfResults, notices.size()))));
        noticesOfResults = notices.size();
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        notices.add(text(warning));
    }

    @Override
    public void handleError(SQLException newError) {
        // The driver complains about COPY, of which it knows no more than to skip the rows or to refuse the data; the
        // statement's true end is what the server says next.
        boolean aboutCopy = ErrorMapper.message(newError) == null
                && PSQLState.NOT_IMPLEMENTED.getState().equals(newError.getSQLState());
        if (error == null && !aboutCopy) {
            error = newError;
        }
    }

    @Override
    public void handleCompletion() {
        // The error is part of the reply.
    }

    static String text(SQLWarning warning) {
        ServerErrorMessage message = warning instanceof PSQLWarning own ? own.getServerErrorMessage() : null;
        return message == null
                ? "WARNING: " + warning.getMessage()
                : message.getSeverity() + ": " + message.getMessage();
    }

    private static List<@Nullable String> values(Tuple tuple) {
        List<@Nullable String> values = new ArrayList<>();
        for (int i = 0; i < tuple.fieldCount(); i++) {
            byte[] value = tuple.get(i);
            values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }
}

package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.PGStatement;

/**
 * Send several queries at once and hand each result to its consumer.
 *
 * <p>The queries are prepared on the server, so that only the first snapshot of a connection pays for planning them, unless the
 * connection forbids it with {@code prepareThreshold=0}.
 */
final class ReaderMessages {

    private final Connection connection;
    private final boolean prepare;

    ReaderMessages(Connection connection) throws SQLException {
        this.connection = connection;
        this.prepare = connection.isWrapperFor(PGConnection.class)
                && connection.unwrap(PGConnection.class).getPrepareThreshold() > 0;
    }

    /** Send queries, perhaps with statements that have no result among them. */
    void send(List<String> queries, List<Consumer> consumers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(String.join(";\n", queries))) {
            if (prepare) {
                statement.unwrap(PGStatement.class).setPrepareThreshold(1);
            }
            consume(statement, statement.execute(), consumers);
        }
    }

    /** Send a query whose text will not come again. */
    void sendOnce(String query, Consumer consumer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            consume(statement, statement.execute(query), List.of(consumer));
        }
    }

    private static void consume(Statement statement, boolean first, List<Consumer> consumers) throws SQLException {
        boolean result = first;
        for (Consumer consumer : consumers) {
            while (!result) {
                if (statement.getUpdateCount() < 0) {
                    throw new SQLException("The server sent fewer results than there were queries.");
                }
                result = statement.getMoreResults();
            }
            try (ResultSet rows = statement.getResultSet()) {
                consumer.accept(rows);
            }
            result = statement.getMoreResults();
        }
    }

    /** Take in the rows of one result. */
    @FunctionalInterface
    interface Consumer {

        void accept(ResultSet rows) throws SQLException;
    }
}

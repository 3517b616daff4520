package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Send several queries at once and hand each result to its consumer.
 *
 * <p>The queries are prepared on the server, so that only the first snapshot of a connection pays for planning them, unless the
 * connection forbids it with {@code prepareThreshold=0}.
 */
final class ReaderMessages {

    /** By their queries, of which there are not many: to put them together, and to look for that among the driver's, takes longer than this. */
    private static final Map<List<String>, String> TEXTS = new ConcurrentHashMap<>();

    private final Connection connection;

    ReaderMessages(Connection connection) {
        this.connection = connection;
    }

    /** Send queries, perhaps with statements that have no result among them. */
    void send(List<String> queries, List<Consumer> consumers) throws SQLException {
        send(new Message(queries, List.of(), consumers));
    }

    void send(Message message) throws SQLException {
        execute(message).consume();
    }

    /** Send a query that returns one text. */
    String ask(String query) throws SQLException {
        StringBuilder answer = new StringBuilder();
        send(List.of(query), List.of(rows -> {
            rows.next();
            answer.append(rows.getString(1));
        }));
        return answer.toString();
    }

    /**
     * Let another thread speak with the server, while this one takes in the results in the order in which they were asked for.
     *
     * <p>The driver holds all results of a message in memory, so that this thread does not use the connection meanwhile.
     */
    void ahead(Talk talk) throws SQLException {
        BlockingQueue<Optional<Executed>> results = new LinkedBlockingQueue<>();
        FutureTask<Boolean> talking = new FutureTask<>(() -> {
            try {
                talk.with(message -> results.add(Optional.of(execute(message))));
                return true;
            } finally {
                results.add(Optional.empty());
            }
        });
        Thread thread = new Thread(talking, "schemaproof-catalog-reader");
        thread.setDaemon(true);
        thread.start();
        try {
            for (Optional<Executed> next = uninterrupted(results::take);
                    next.isPresent();
                    next = uninterrupted(results::take)) {
                next.get().consume();
            }
        } finally {
            // The connection must not be left while the other thread uses it.
            uninterrupted(() -> {
                thread.join();
                return true;
            });
            for (Optional<Executed> unread = results.poll(); unread != null; unread = results.poll()) {
                if (unread.isPresent()) {
                    unread.get().statement().close();
                }
            }
        }
        outcome(talking);
    }

    private static <T> T uninterrupted(Waiting<T> waiting) {
        boolean interrupted = false;
        while (true) {
            try {
                T value = waiting.await();
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
                return value;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
    }

    private static void outcome(FutureTask<Boolean> talking) throws SQLException {
        try {
            talking.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("A task that has ended does not wait.", e);
        }
    }

    private static String text(List<String> queries) {
        return TEXTS.computeIfAbsent(List.copyOf(queries), key -> String.join(";\n", key));
    }

    private Executed execute(Message message) throws SQLException {
        PreparedStatement statement = ReaderTransaction.prepare(connection, text(message.queries()));
        try {
            for (int i = 0; i < message.parameters().size(); i++) {
                statement.setString(i + 1, message.parameters().get(i));
            }
            return new Executed(statement, statement.execute(), message.consumers());
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    /** Send a query whose text will not come again. */
    void sendOnce(String query, Consumer consumer) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            new Executed(statement, statement.execute(query), List.of(consumer)).consume();
        }
    }

    /**
     * Queries that are sent at once, and who takes each result in.
     *
     * @param parameters of all queries, one after the other, as text
     */
    record Message(List<String> queries, List<String> parameters, List<Consumer> consumers) {

        /** The same with a statement after them that has no result. */
        Message before(Optional<String> statement) {
            List<String> all = new ArrayList<>(queries);
            statement.ifPresent(all::add);
            return new Message(all, parameters, consumers);
        }
    }

    private record Executed(Statement statement, boolean first, List<Consumer> consumers) {

        void consume() throws SQLException {
            try (statement) {
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
        }
    }

    /** What is said to the server. */
    @FunctionalInterface
    interface Talk {

        void with(Line line) throws SQLException;
    }

    /** Where messages are sent to. */
    @FunctionalInterface
    interface Line {

        void send(Message message) throws SQLException;
    }

    @FunctionalInterface
    private interface Waiting<T> {

        T await() throws InterruptedException;
    }

    /** Take in the rows of one result. */
    @FunctionalInterface
    interface Consumer {

        void accept(ResultSet rows) throws SQLException;
    }
}

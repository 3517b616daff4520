package io.schemaproof.migration;

import io.schemaproof.configuration.ToolTimeLimit;
import io.schemaproof.database.DatabaseException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Runs a step of a library in a thread of its own, so that one that never ends does not hold up all others. */
final class LibraryThread {

    /** For a library to learn that its statement was cancelled, or its connection ended. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final LibrarySession session;
    private final Duration lastWords;
    private final Thread thread;
    private final AtomicReference<Throwable> thrown = new AtomicReference<>();

    private LibraryThread(MigrationLibrary library, LibraryStep step, LibrarySession session, ToolTimeLimit limit) {
        this.session = session;
        this.lastWords = limit.duration().compareTo(LAST_WORDS) < 0 ? limit.duration() : LAST_WORDS;
        this.thread = new Thread(() -> run(library, step), "schemaproof-" + library.name());
        thread.setDaemon(true);
    }

    /** What the library throws, or nothing. */
    static Optional<Throwable> run(
            MigrationLibrary library, LibraryStep step, LibrarySession session, ToolTimeLimit limit)
            throws SQLException {
        LibraryThread running = new LibraryThread(library, step, session, limit);
        running.thread.start();
        try {
            if (running.ends(limit.duration())) {
                return running.thrown();
            }
            boolean ended = running.end();
            return Optional.of(new SQLException(library.name() + " did not end within " + limit.words()
                    + (ended
                            ? ", and was stopped. "
                            : ", and does not let itself be stopped; its connections were ended. ")
                    + ToolTimeLimit.remedy()));
        } catch (InterruptedException e) {
            running.thread.interrupt();
            session.abort();
            Thread.currentThread().interrupt();
            throw new DatabaseException("Interrupted while " + library.name() + " ran", e);
        }
    }

    @SuppressWarnings("IllegalCatch") // nothing that is thrown may be lost with the thread
    private void run(MigrationLibrary library, LibraryStep step) {
        try {
            library.run(step, session);
        } catch (Throwable e) {
            thrown.set(e);
        }
    }

    /** Whatever a library or a migration written in Java throws, it is the step that failed; but where the JVM is at its end. */
    private Optional<Throwable> thrown() {
        Throwable it = thrown.get();
        if (it instanceof Error error && !(it instanceof LinkageError || it instanceof AssertionError)) {
            throw error;
        }
        return Optional.ofNullable(it);
    }

    private boolean end() throws SQLException, InterruptedException {
        session.cancel();
        thread.interrupt();
        if (ends(lastWords)) {
            return true;
        }
        session.abort();
        return ends(lastWords);
    }

    private boolean ends(Duration time) throws InterruptedException {
        thread.join(Math.max(1, time.toMillis()));
        return !thread.isAlive();
    }
}

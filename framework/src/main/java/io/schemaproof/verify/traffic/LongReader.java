package io.schemaproof.verify.traffic;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.stream.Collectors;

/** A report or a backup: it has read all tables, within an old snapshot, and goes on as long as nobody has come to wait for it. */
final class LongReader implements AutoCloseable {

    private final Connection connection;
    private final int pid;
    private final String lock;
    private final boolean present;
    private boolean inside;

    /** @param present whether it comes at all */
    LongReader(ConnectionSettings database, Collection<Relation> tables, boolean present) throws SQLException {
        this.present = present;
        this.lock = tables.stream()
                .map(table -> "BEGIN LOCK TABLE " + table.quoted()
                        + " IN ACCESS SHARE MODE NOWAIT; EXCEPTION WHEN OTHERS THEN NULL; END;")
                .collect(Collectors.joining("\n", "DO $reader$ BEGIN\n", "\nEND $reader$"));
        this.connection = database.connect();
        this.pid = ClientSession.pid(connection);
    }

    int pid() {
        return pid;
    }

    synchronized boolean isInside() {
        return inside;
    }

    /** Begin to read what nobody has locked. */
    synchronized void enter() throws SQLException {
        if (!inside && present) {
            execute("BEGIN ISOLATION LEVEL REPEATABLE READ");
            inside = true;
            execute(lock);
        }
    }

    /** Let those pass who wait. */
    synchronized void leave() throws SQLException {
        if (inside) {
            inside = false;
            execute("ROLLBACK");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

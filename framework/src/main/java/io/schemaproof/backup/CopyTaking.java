package io.schemaproof.backup;

import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Copies a database and remembers what the copy holds. */
final class CopyTaking {

    private final TestDatabase database;
    private final Scope scope;

    CopyTaking(TestDatabase database, Scope scope) {
        this.database = database;
        this.scope = scope;
    }

    Backup take() {
        long begin = System.nanoTime();
        TestDatabase copy = database.copy();
        boolean complete = false;
        try (Connection connection = copy.connect()) {
            Contents contents = Contents.read(connection, SchemaNames.require(connection, scope));
            Backup backup = new Backup(
                    new Backup.Taken(
                            database,
                            scope,
                            contents,
                            // The copy brings what lies outside too.
                            Boundary.NONE,
                            CoverageNotes.read(connection, Scope.WHOLE, Boundary.NONE, BackupMethod.Kind.TEMPLATE),
                            size(connection),
                            Duration.ofNanos(System.nanoTime() - begin)),
                    new BackupMethod(
                            BackupMethod.Kind.TEMPLATE, "a copy of the whole database (CREATE DATABASE … TEMPLATE)"),
                    new CopyStore(copy));
            complete = true;
            return backup;
        } catch (SQLException e) {
            throw new BackupException("The backup of " + database.name() + " failed: " + e.getMessage(), e);
        } finally {
            if (!complete) {
                copy.close();
            }
        }
    }

    private static long size(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
            row.next();
            return row.getLong(1);
        }
    }
}

package io.schemaproof.database;

import io.schemaproof.base.SqlText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;

/**
 * Build a template under a name of its own and give it the template's name when it is complete, in one transaction with the
 * flag {@code datistemplate}: a template is either whole or not there.
 */
final class TemplateBuilder {

    private static final String DUPLICATE_DATABASE = "42P04";

    private TemplateBuilder() {}

    /** Return the name of the complete template. */
    static String build(DatabaseServer server, String key, DatabaseTemplate.Preparer preparer) {
        String name = server.tenancy().template(hash(key));
        if (MaintenanceSessions.run(server, "Looking for template " + name, connection -> exists(connection, name))) {
            return name;
        }
        if (server instanceof SharedServer others) {
            return others.withoutNeighbours(() -> make(server, name, preparer));
        }
        return make(server, name, preparer);
    }

    private static String make(DatabaseServer server, String name, DatabaseTemplate.Preparer preparer) {
        TestDatabase database = TestDatabase.create(server);
        boolean complete = false;
        try {
            prepare(database, preparer);
            complete = MaintenanceSessions.run(
                    server, "Completing template " + name, connection -> complete(connection, database.name(), name));
        } finally {
            if (!complete) {
                database.close();
            }
        }
        return name;
    }

    private static void prepare(TestDatabase database, DatabaseTemplate.Preparer preparer) {
        try {
            preparer.prepare(database);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Preparing a template was interrupted.", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new DatabaseException("Preparing a template failed: " + e.getMessage(), e);
        }
    }

    /** False if another JVM completed the same template meanwhile. */
    private static boolean complete(Connection connection, String built, String name) throws SQLException {
        List<String> sessions = Sessions.awaitEnd(connection, built);
        if (!sessions.isEmpty()) {
            throw new DatabaseException("The preparer of a template left connections to it open:\n  "
                    + String.join("\n  ", sessions) + "\nClose them (a pool too) before it returns.");
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("ALTER DATABASE " + SqlText.identifier(built) + " RENAME TO " + SqlText.identifier(name));
            // Nobody may connect, so that no clone ever has to wait.
            statement.execute(
                    "ALTER DATABASE " + SqlText.identifier(name) + " IS_TEMPLATE true ALLOW_CONNECTIONS false");
            connection.commit();
            return true;
        } catch (SQLException e) {
            connection.rollback();
            if (DUPLICATE_DATABASE.equals(e.getSQLState()) && exists(connection, name)) {
                return false;
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT FROM pg_database WHERE datname = ? AND datistemplate")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

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
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.postgresql.util.DriverInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Build a template under a name of its own and give it the template's name when it is complete, in one transaction with the
 * flag {@code datistemplate}: a template is either whole or not there.
 */
final class TemplateBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateBuilder.class);

    private static final String DUPLICATE_DATABASE = "42P04";

    private TemplateBuilder() {}

    /** Return the name of the complete template. */
    static String build(
            DatabaseServer server, String key, Optional<LastingContents> lasting, DatabaseTemplate.Preparer preparer) {
        String name = server.tenancy().template(hash(key));
        if (server instanceof SharedServer kept) {
            return kept.withoutNeighbours(connection -> build(connection, server, kept, name, lasting, preparer));
        }
        return MaintenanceSessions.run(server, "Looking for template " + name, connection -> exists(connection, name))
                ? name
                : make(server, name, preparer);
    }

    /** On a server that outlives the JVM, while no other JVM makes one there. */
    private static String build(
            Connection connection,
            DatabaseServer server,
            SharedServer kept,
            String name,
            Optional<LastingContents> lasting,
            DatabaseTemplate.Preparer preparer)
            throws SQLException {
        if (exists(connection, name)) {
            return name;
        }
        if (lasting.isEmpty() || !kept.sharesWhatItDid()) {
            return make(server, name, preparer);
        }
        String found = DatabaseNames.LASTING
                + hash(surroundings(connection) + "\n" + lasting.get().text());
        if (exists(connection, found)) {
            LOG.info("Found template {}, which an earlier run has made of the same", found);
        } else if (lasting.get().known().getAsBoolean() && kept.isAsInTheBeginning()) {
            make(server, found, preparer);
        } else {
            // What rests on roles that somebody has made, or on files that nobody knows, is not what the next JVM would
            // make.
            return make(server, name, preparer);
        }
        kept.isUsed(found);
        return found;
    }

    /** Scripts ask for the day, which is another tomorrow, and for extensions, of which others may be installed by then. */
    private static String surroundings(Connection connection) throws SQLException {
        String extensions;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT string_agg(name || ' ' || default_version, ', ' ORDER BY name) FROM"
                                + " pg_available_extensions")) {
            row.next();
            extensions = String.valueOf(row.getString(1));
        }
        return String.join(
                "\n",
                DriverInfo.DRIVER_FULL_NAME,
                LocalDate.now(ZoneOffset.UTC).toString(),
                LocalDate.now(ZoneId.systemDefault()).toString(),
                extensions);
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

    static boolean exists(Connection connection, String name) throws SQLException {
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

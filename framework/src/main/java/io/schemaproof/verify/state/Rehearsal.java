package io.schemaproof.verify.state;

import io.schemaproof.base.SqlCode;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.DatedDigest;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scripts that are run one after the other in one transaction, which is then rolled back: what they would do, without a copy
 * of the database to do it on.
 *
 * <p>Where that goes well it goes well in the tools' own transactions too: nothing that runs in one transaction is refused in
 * several, and what is put off until the end of a transaction is asked for behind each script. It does not hold the other way
 * round, so that a script which fails here has yet to be run on a copy.
 */
public final class Rehearsal implements AutoCloseable {

    /** What may write rows or take a number from a sequence; psql's own commands may do anything. */
    private static final Pattern WRITES = Pattern.compile(
            "(?i)\\\\"
                    + "|\\b(?:insert|update|delete|merge|copy|truncate|select|call|do|execute|perform|nextval|setval|cluster|refresh)\\b");

    private final Connection connection;
    private final @Nullable DatedDigest before;
    private final String transaction;

    private Rehearsal(Connection connection, @Nullable DatedDigest before) throws SQLException {
        this.connection = connection;
        this.before = before;
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN");
        }
        this.transaction = number();
    }

    /**
     * @param connection in autocommit mode, without a transaction
     * @param before a digest of this database, to build others on; null if there is none
     */
    static Rehearsal begin(Connection connection, @Nullable DatedDigest before) throws SQLException {
        return new Rehearsal(connection, before);
    }

    /** The session, to look at what there is; a transaction is open on it. */
    public Connection session() {
        return connection;
    }

    /**
     * Whether a script speaks of the schema alone. Once it is taken back, files and sequences are as they were before: rows that are
     * written and taken back leave their room behind, and numbers that a sequence has given are not given again.
     */
    static boolean leavesNothing(Script script) {
        return !script.dialect().isOfTool()
                && !WRITES.matcher(SqlCode.withoutComments(script.text())).find();
    }

    /** The schema in the transaction, as a new session would see it once the scripts are committed. */
    Catalog catalog() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
        }
        return CatalogReader.read(connection);
    }

    /**
     * Take all rows of some tables away, without a trigger noticing.
     *
     * @return whether that is allowed
     */
    boolean empty(String tables) throws SQLException {
        if (tables.isEmpty()) {
            return true;
        }
        if (!ReplicaRole.isAllowed(connection)) {
            return false;
        }
        try (Statement statement = connection.createStatement()) {
            ReplicaRole.begin(statement);
            statement.execute("TRUNCATE " + tables);
            statement.execute("RESET session_replication_role");
        }
        return true;
    }

    /** Digest the rows of some tables as they are in the transaction. */
    public DataDigest digest(Predicate<Relation> tables) throws SQLException {
        return before == null
                ? DataDigest.read(connection, tables)
                : before.again(connection, tables).digest();
    }

    /**
     * Run a script.
     *
     * @return whether it went well; after one that did not the others do not either
     */
    public boolean run(Script script) {
        Script statements = new Script(
                script.file(),
                script.path(),
                script.text(),
                script.firstLine(),
                script.dialect(),
                ExecutionMode.STATEMENTS);
        try {
            if (!MigrationRunner.on(connection)
                    .withinTransaction()
                    .run(statements)
                    .succeeded()) {
                return false;
            }
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET CONSTRAINTS ALL IMMEDIATE");
            }
            return number().equals(transaction);
        } catch (SQLException e) {
            // Says nothing about the script in its tool's own transaction.
            return false;
        }
    }

    private String number() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_current_xact_id()::text")) {
            row.next();
            return row.getString(1);
        }
    }

    @Override
    public void close() throws SQLException {
        if (!connection.isClosed()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("ROLLBACK");
            }
        }
    }
}

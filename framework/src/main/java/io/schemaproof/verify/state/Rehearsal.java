package io.schemaproof.verify.state;

import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.DatedDigest;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.Script;
import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Predicate;
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

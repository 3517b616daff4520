package io.schemaproof.verify.state;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogException;
import io.schemaproof.catalog.IncrementalCatalogReader;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.Touched;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.data.digest.DataDigest;
import io.schemaproof.data.digest.DatedDigest;
import io.schemaproof.database.ReplicaRole;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.ReusedSession;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.SessionRenewal;
import io.schemaproof.query.Relation;
import io.schemaproof.trace.ReusedTracer;
import io.schemaproof.trace.ScriptTrace;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database of a check and one session to look at it, kept open because a new session takes five times as long to read a
 * catalogue: it has to plan each query anew. Scripts run in sessions of their own, as their tools' would.
 */
public final class ObservedDatabase implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 5;

    private final TestDatabase database;
    private final ReusedSession reused;
    private final ReusedTracer tracer;
    private final SequenceFeeds feeds = new SequenceFeeds();
    private final Configuration configuration;
    private final IncrementalCatalogReader reader;
    private final RowStateReader rows = new RowStateReader();
    private @Nullable Connection session;
    private @Nullable Connection writing;
    /** Read since the last script, where that ran in the reused session. */
    private @Nullable Catalog sight;

    private boolean beside;
    private boolean alone;
    private @Nullable DatedDigest digest;

    /** @param configuration says how the catalogue is read */
    public ObservedDatabase(TestDatabase database, Configuration configuration) {
        this.database = database;
        this.configuration = configuration;
        this.reader = IncrementalCatalogReader.configuredBy(configuration.orElse(Configuration.ofSystem()));
        this.reused = new ReusedSession(database.settings(), new Sight());
        this.tracer = new ReusedTracer(database.settings());
    }

    public TestDatabase database() {
        return database;
    }

    /** A session in auto-commit mode, to read; not to be closed. */
    public Connection session() throws SQLException {
        // A migration may have ended all sessions but its own.
        if (session == null || !session.isValid(PATIENCE_SECONDS)) {
            closeSession();
            session = database.connect();
        }
        return session;
    }

    /** Look at the database over the session; whether that is still there is only asked when something failed. */
    private <T> T look(Look<T> look) throws SQLException {
        Connection open = session;
        if (open != null) {
            try {
                return look.with(open);
            } catch (SQLException | CatalogException e) {
                if (open.isValid(PATIENCE_SECONDS)) {
                    throw e;
                }
            }
        }
        return look.with(session());
    }

    @FunctionalInterface
    private interface Look<T> {

        T with(Connection connection) throws SQLException;
    }

    /** A session as a script's, for rows and for what is taken back; in auto-commit mode, not to be closed. */
    public Connection writingSession() throws SQLException {
        runsBeside();
        if (writing == null || !writing.isValid(PATIENCE_SECONDS)) {
            closeWriting();
            writing = MigrationRunner.open(database.settings());
        }
        return writing;
    }

    /** Begin to try scripts out. */
    public Rehearsal rehearse() throws SQLException {
        return Rehearsal.begin(writingSession(), digest);
    }

    /** Prepare for being looked at very often. */
    public void expectManyReadings() {
        reader.expectMany();
    }

    /** Prepare for being looked at where nearly everything is another each time. */
    public void expectOtherReadings() {
        reader.expectOther();
    }

    /** Prepare for scripts of which no other changes the server, from here on until one is run here in another session. */
    public void expectNobodyElse() {
        alone = true;
    }

    /** Whether a script is known to go well. It is tried out where that leaves nothing behind, and only there. */
    public boolean isKnownToPass(Script script) throws SQLException {
        if (!Rehearsal.leavesNothing(script)) {
            return false;
        }
        try (Rehearsal rehearsal = rehearse()) {
            return rehearsal.run(script);
        }
    }

    /**
     * The schema that a script makes where there are no rows, without a copy. Empty where it fails, or would leave something behind.
     *
     * @param now the schema
     */
    public Optional<Catalog> madeWithoutRows(Catalog now, Script script) throws SQLException {
        if (!Rehearsal.leavesNothing(script)) {
            return Optional.empty();
        }
        try (Rehearsal rehearsal = rehearse()) {
            return rehearsal.empty(filled(now)) && rehearsal.run(script)
                    ? Optional.of(rehearsal.catalog())
                    : Optional.empty();
        }
    }

    public Catalog catalog() throws SQLException {
        Catalog catalog = look(reader::read);
        sight = beside ? null : catalog;
        return catalog;
    }

    /** What a look at the database says of its sessions. */
    private final class Sight implements ReusedSession.Observer {

        @Override
        public Optional<Connection> session() {
            return Optional.ofNullable(session);
        }

        @Override
        public Optional<SessionRenewal.Worth> worth() {
            Catalog seen = sight;
            return seen == null ? Optional.empty() : SessionSight.of(seen);
        }

        @Override
        public boolean isAlone() {
            return alone;
        }
    }

    /** Note that something runs that may end other sessions, or change what they find. */
    private void runsBeside() {
        beside = true;
        alone = false;
        sight = null;
    }

    /** Run a script in the reused session, after which nothing is known of what was seen before. */
    private MigrationRun reuse(Reuse script) throws SQLException {
        try {
            return script.run();
        } finally {
            sight = null;
            beside = false;
        }
    }

    @FunctionalInterface
    private interface Reuse {

        MigrationRun run() throws SQLException;
    }

    public DatabaseState state() throws SQLException {
        Catalog catalog = catalog();
        Optional<Touched> touched = reader.takeTouched();
        return new DatabaseState(catalog, look(connection -> rows.read(connection, touched)));
    }

    public FilledState filledState() throws SQLException {
        return filledState(catalog());
    }

    /** The same where the schema is known. */
    public FilledState filledState(Catalog catalog) throws SQLException {
        DataDigest rows = digest();
        return new FilledState(catalog, rows, look(connection -> feeds.lagging(connection, rows)));
    }

    /** The digest of all rows; tables that nobody has written to since it was read last are not gone through again. */
    public DataDigest digest() throws SQLException {
        DatedDigest earlier = digest;
        DatedDigest now = look(earlier == null ? DatedDigest::read : earlier::again);
        digest = now;
        return now.digest();
    }

    /** How many bytes tables take, the largest of them. */
    public SortedMap<Relation, Long> sizes() throws SQLException {
        return look(TableSizes::read);
    }

    /** Run a script as its tool would, in a session of its own. */
    public MigrationRun run(Script script) throws SQLException {
        runsBeside();
        reused.note(script);
        return MigrationRunner.on(database.settings()).run(script);
    }

    /**
     * Run a script as its tool would, in a session of its own or in one that is certain to be as good as new. That is known only of a
     * database that was empty, and whose scripts have all been run by this.
     */
    public MigrationRun runFirst(Script script) throws SQLException {
        return reuse(() -> reused.runFirst(script));
    }

    /** Note that a script is run here by somebody else. */
    public void note(Script script) {
        runsBeside();
        reused.note(script);
    }

    /** Run a script that has passed in a session of its own before, in one that it may share with others of the kind. */
    public MigrationRun runAgain(Script script) throws SQLException {
        return reuse(() -> reused.run(script));
    }

    /** The same, observed. */
    public ScriptTrace trace(Script script) throws SQLException {
        runsBeside();
        return tracer.run(script);
    }

    /**
     * Remove all rows of all tables, without a trigger noticing.
     *
     * @param now the schema
     */
    public void empty(Catalog now) throws SQLException {
        String tables = filled(now);
        if (!tables.isEmpty()) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                if (ReplicaRole.isAllowed(connection)) {
                    ReplicaRole.begin(statement);
                } else if (isWatched(statement)) {
                    throw ReplicaRole.denied(connection);
                }
                statement.execute("TRUNCATE " + tables);
            }
        }
    }

    /** The tables that hold rows of their own, or of partitions. */
    private static String filled(Catalog now) {
        return now.tables().stream()
                .filter(table -> !table.isForeign() && table.partitionOf().isEmpty())
                .map(Table::identity)
                .collect(Collectors.joining(", "));
    }

    /** Whether a trigger notices that a table is emptied; all at once refer to nothing that is left. */
    private static boolean isWatched(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D' AND tgtype & 32 <> 0)")) {
            return row.next() && row.getBoolean(1);
        }
    }

    public ObservedDatabase copy() throws SQLException {
        closeSessions();
        TestDatabase copied = database.copy();
        ObservedDatabase copy = new ObservedDatabase(copied, configuration);
        copy.reused.follow(reused);
        copy.digest = digest;
        return copy;
    }

    private void closeSessions() throws SQLException {
        closeSession();
        closeWriting();
        reused.close();
        tracer.close();
    }

    private void closeWriting() throws SQLException {
        if (writing != null) {
            writing.close();
            writing = null;
        }
    }

    private void closeSession() throws SQLException {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    @Override
    public void close() throws SQLException {
        closeSessions();
        database.close();
    }
}

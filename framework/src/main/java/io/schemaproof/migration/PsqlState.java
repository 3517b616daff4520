package io.schemaproof.migration;

import io.schemaproof.base.CopyFromStdin;
import io.schemaproof.migration.psql.PsqlVariables;
import io.schemaproof.migration.script.CopyData;
import io.schemaproof.migration.script.Fragment;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.TransactionState;

/** What lasts through one run of psql, over all files that it includes. */
final class PsqlState {

    private static final String SAVEPOINT = "pg_psql_temporary_savepoint";

    /** Before these psql opens no transaction of its own with AUTOCOMMIT off. */
    private static final Pattern NO_BEGIN = Pattern.compile("(?is)(?:ABORT|BEGIN|START|COMMIT|END|ROLLBACK"
            + "|PREPARE\\s+TRANSACTION|VACUUM|DISCARD\\s+ALL|ALTER\\s+SYSTEM|CLUSTER\\s*\\z"
            + "|(?:CREATE|DROP)\\s+(?:DATABASE|TABLESPACE|SYSTEM)|(?:CREATE|DROP)\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY"
            + "|REINDEX\\s+(?:\\([^)]*\\)\\s*)?(?:DATABASE|SYSTEM|(?:TABLE|INDEX|SCHEMA)\\s+CONCURRENTLY))\\b.*");

    private final Script script;
    private final ScriptSession session;
    private final RunLog log;
    private final PsqlVariables variables;
    private final Path root;
    private Path directory;
    private int depth;
    private @Nullable String restriction;

    PsqlState(ScriptContext context) throws SQLException {
        RunOptions options = context.options();
        this.script = context.script();
        this.session = context.session();
        this.log = context.log();
        this.variables = new PsqlVariables(options.placeholders());
        this.root = root(script);
        this.directory = root;
        if (!options.placeholders().containsKey("ON_ERROR_STOP")) {
            variables.put("ON_ERROR_STOP", options.mode() == RunMode.STOP ? "on" : "off");
        }
        new PsqlBuiltins(session).putInto(variables);
    }

    ScriptSession session() {
        return session;
    }

    RunLog log() {
        return log;
    }

    PsqlVariables variables() {
        return variables;
    }

    /** Folder to which the paths of files are relative in messages. */
    Path root() {
        return root;
    }

    Path directory() {
        return directory;
    }

    void changeDirectory(Path newDirectory) {
        directory = newDirectory;
    }

    @Nullable
    String restriction() {
        return restriction;
    }

    void restrict(@Nullable String key) {
        restriction = key;
    }

    boolean stopsOnError() {
        return script.mode().isTransactional() || variables.isOn("ON_ERROR_STOP");
    }

    /** Count a file that is included; returns how deep it is. */
    int enter() {
        return ++depth;
    }

    void leave() {
        depth--;
    }

    boolean execute(Fragment statement, Supplier<CopyData> copyData) throws SQLException {
        ServerReply reply = sendWithRows(statement, copyData, false);
        remember(reply);
        return reply.succeeded();
    }

    ServerReply query(Fragment statement, boolean keepRows) throws SQLException {
        ServerReply reply = around(statement, () -> log.send(statement, keepRows));
        remember(reply);
        return reply;
    }

    /** Send a query whose rows say what is done next; only where that succeeds does psql remember how the query went. */
    ServerReply queryForMore(Fragment statement, Supplier<CopyData> copyData) throws SQLException {
        ServerReply reply = sendWithRows(statement, copyData, true);
        if (!reply.succeeded()) {
            remember(reply);
        }
        return reply;
    }

    /** Where a COPY asks for rows, they are the lines behind the statement. */
    private ServerReply sendWithRows(Fragment statement, Supplier<CopyData> copyData, boolean keepRows)
            throws SQLException {
        int copies = statement.copies();
        if (copies > 0) {
            Optional<CopyAmongOthers> several = CopyAmongOthers.of(session, statement, copyData);
            if (several.isPresent()) {
                CopyAmongOthers message = several.get();
                ServerReply reply =
                        around(statement, () -> log.run(statement, () -> message.send(keepRows), message::map));
                passOver(copies - message.taken(), copyData);
                return reply;
            }
            if (CopyFromStdin.is(statement.sql())) {
                return around(statement, () -> copy(statement, copyData, copies));
            }
        }
        ServerReply reply = around(statement, () -> log.send(statement, keepRows));
        if (!reply.succeeded()) {
            passOver(copies, copyData);
        }
        return reply;
    }

    /** Send a text that has no end, which the server refuses; the script has been told so. */
    void sendUnclosed(Fragment statement) throws SQLException {
        // Of a comment that nothing stands before, no text is left.
        String sql = statement.sql().isEmpty() ? "/*" : statement.sql();
        remember(around(statement, () -> session.send(sql)));
    }

    /** The rows of a COPY that the server has not begun are no SQL: psql passes over them. */
    private static void passOver(int copies, Supplier<CopyData> copyData) {
        for (int i = 0; i < copies; i++) {
            CopyData unused = copyData.get();
        }
    }

    ServerReply copyFile(Fragment statement, ScriptSession.CopySource data) throws SQLException {
        ServerReply reply = around(
                statement,
                () -> log.run(statement, () -> session.copy(statement.sql(), data), ErrorMapper.at(statement)));
        remember(reply);
        return reply;
    }

    /** The lines behind the statement are data, whether or not the server asks for them. */
    private ServerReply copy(Fragment statement, Supplier<CopyData> copyData, int copies) throws SQLException {
        CopyData[] taken = new CopyData[1];
        ServerReply reply = log.run(
                statement,
                () -> session.copy(statement.sql(), (copy, charset) -> {
                    taken[0] = copyData.get();
                    ScriptSession.CopySource.of(taken[0]).writeTo(copy, charset);
                }),
                error -> ErrorMapper.of(
                        error,
                        statement,
                        taken[0] == null
                                ? ErrorMapper.position(error, statement)
                                : CopyExecution.position(error, statement, taken[0])));
        if (!reply.succeeded()) {
            passOver(copies - (taken[0] == null ? 0 : 1), copyData);
        }
        return reply;
    }

    private ServerReply around(Fragment statement, RunLog.Sender sender) throws SQLException {
        beginWithoutAutocommit(statement.sql());
        boolean savepoint = session.transaction() == TransactionState.OPEN && variables.isOn("ON_ERROR_ROLLBACK");
        if (savepoint) {
            session.send("SAVEPOINT " + SAVEPOINT);
        }
        ServerReply reply = sender.send();
        if (savepoint) {
            afterSavepoint(statement, reply);
        }
        return reply;
    }

    private void beginWithoutAutocommit(String sql) throws SQLException {
        if (session.transaction() == TransactionState.IDLE
                && !variables.isOn("AUTOCOMMIT")
                && !NO_BEGIN.matcher(sql).matches()) {
            session.send("BEGIN");
        }
    }

    private void afterSavepoint(Fragment statement, ServerReply reply) throws SQLException {
        if (session.transaction() == TransactionState.FAILED) {
            session.send("ROLLBACK TO " + SAVEPOINT);
        } else if (session.transaction() == TransactionState.OPEN
                && reply.succeeded()
                && !statement.sql().matches("(?is)(SAVEPOINT|RELEASE|ROLLBACK)\\b.*")) {
            session.send("RELEASE " + SAVEPOINT);
        }
    }

    /** Take note of a message without a statement, which succeeds. */
    void sentNothing() throws SQLException {
        beginWithoutAutocommit("");
        variables.put("ERROR", "false");
        variables.put("SQLSTATE", "00000");
        variables.put("ROW_COUNT", "0");
    }

    /** Take note of how it went, for the script to ask. */
    void remember(ServerReply reply) {
        String state = reply.error().map(e -> String.valueOf(e.getSQLState())).orElse("00000");
        variables.put("ERROR", String.valueOf(!reply.succeeded()));
        variables.put("SQLSTATE", state);
        variables.put("ROW_COUNT", String.valueOf(Math.max(reply.succeeded() ? reply.rows() : 0, 0)));
        reply.error().ifPresent(e -> {
            variables.put("LAST_ERROR_SQLSTATE", state);
            variables.put(
                    "LAST_ERROR_MESSAGE",
                    Optional.ofNullable(ErrorMapper.message(e))
                            .map(m -> String.valueOf(m.getMessage()))
                            .orElse(String.valueOf(e.getMessage())));
        });
    }

    /** The folder of the migrations: the file without the names that its relative path has. */
    private static Path root(Script script) {
        Path root = script.file().toAbsolutePath().normalize();
        for (int i = List.of(script.path().split("/")).size(); i > 0; i--) {
            Path parent = root.getParent();
            root = parent == null ? root : parent;
        }
        return root;
    }
}

package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.GooseScript;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one script on one session. */
final class ScriptExecution {

    private final Script script;
    private final SourceText source;
    private final ScriptSession session;
    private final RunLog log;
    private final RunOptions options;

    ScriptExecution(Script script, SourceText source, ScriptSession session, RunLog log, RunOptions options) {
        this.script = script;
        this.source = source;
        this.session = session;
        this.log = log;
        this.options = options;
    }

    void run() throws SQLException {
        int nul = source.text().indexOf('\0');
        if (nul >= 0) {
            fail(new ScriptException(
                    source,
                    nul,
                    "the text holds a NUL character, which PostgreSQL takes in no text",
                    "Remove it; a file in UTF-16 has one beside every letter and must be converted to UTF-8."));
            return;
        }
        try {
            if (script.mode().isWhole()) {
                new WholeExecution(script, source, session, log, options).run();
            } else if (script.dialect() == ScriptDialect.FLYWAY) {
                new FlywayExecution(script, source, session, log, options).run();
            } else if (script.mode().isTransactional()) {
                new TransactionFrame(source, session, log).run(this::statements);
            } else {
                statements();
            }
        } finally {
            end();
        }
    }

    private void end() throws SQLException {
        if (session.connection().isClosed()) {
            return;
        }
        if (session.rollback() && !log.failed()) {
            log.warn("the script ends inside a transaction that it opened;"
                    + " what it did there is rolled back, as when its tool disconnects");
        }
        if (script.dialect() == ScriptDialect.PSQL && !session.isOwned()) {
            session.reset();
        }
    }

    private void statements() throws SQLException {
        switch (script.dialect()) {
            case PSQL -> new PsqlExecution(script, source, session, log, options).run();
            case GOOSE -> goose();
            default -> server();
        }
    }

    private void server() throws SQLException {
        Splitter splitter = Splitter.server(source, session::standardStrings);
        try {
            Optional<Fragment> next = splitter.next();
            while (next.isPresent() && send(next.get())) {
                next = splitter.next();
            }
        } catch (ScriptException e) {
            fail(e);
        }
    }

    private void goose() throws SQLException {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.putAll(options.placeholders());
        Deque<Fragment> statements;
        try {
            statements = new ArrayDeque<>(GooseScript.split(source, environment));
        } catch (ScriptException e) {
            fail(e);
            return;
        }
        @Nullable Fragment next = statements.poll();
        while (next != null && send(next)) {
            next = statements.poll();
        }
    }

    /** Returns whether to go on. */
    private boolean send(Fragment fragment) throws SQLException {
        boolean succeeded =
                log.run(fragment, () -> session.send(fragment.sql())).succeeded();
        return succeeded
                || (options.mode() == RunMode.CONTINUE && !script.mode().isTransactional());
    }

    private void fail(ScriptException e) {
        log.add(e, e.source().line(e.position().line()).strip());
    }
}

package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.Splitter;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs one script on one session. */
final class ScriptExecution {

    private final ScriptContext context;

    ScriptExecution(ScriptContext context) {
        this.context = context;
    }

    void run() throws SQLException {
        int nul = context.source().text().indexOf('\0');
        if (nul >= 0) {
            context.fail(new ScriptException(
                    context.source(),
                    nul,
                    "the text holds a NUL character, which PostgreSQL takes in no text",
                    "Remove it; a file in UTF-16 has one beside every letter and must be converted to UTF-8."));
            return;
        }
        try {
            if (context.script().dialect() == ScriptDialect.LIQUIBASE && !new LiquibasePreconditions(context).hold()) {
                return;
            }
            if (context.script().mode().isWhole() && !context.options().within()) {
                new WholeExecution(context).run();
            } else if (context.script().dialect() == ScriptDialect.FLYWAY) {
                new FlywayExecution(context).run();
            } else if (context.script().mode().isTransactional()) {
                context.inTransaction(this::statements);
            } else {
                statements();
            }
        } finally {
            end();
        }
    }

    private void end() throws SQLException {
        if (context.session().connection().isClosed() || context.options().within()) {
            return;
        }
        if (context.session().rollback() && !context.log().failed()) {
            context.log().warn(MigrationRun.OPEN_TRANSACTION);
        }
        if (context.script().dialect() == ScriptDialect.PSQL
                && !context.session().isOwned()) {
            context.session().reset();
        }
    }

    private void statements() throws SQLException {
        switch (context.script().dialect()) {
            case PSQL -> PsqlExecution.of(context).run();
            case SERVER, FLYWAY -> server();
            case GOOSE, SQL_MIGRATE, MYBATIS, LIQUIBASE, LIQUIBASE_ROLLBACK, DRIZZLE, ATLAS -> readFirst();
            case COMMAND, LIBRARY -> throw new IllegalStateException("what a tool does is no script of a session");
        }
    }

    private void server() throws SQLException {
        Splitter splitter = Splitter.server(context.source(), context.session()::standardStrings);
        try {
            Optional<Fragment> next = splitter.next();
            while (next.isPresent() && send(next.get())) {
                next = splitter.next();
            }
        } catch (ScriptException e) {
            context.fail(e);
        }
    }

    /** As tools do that read a script to its end before they send anything. */
    private void readFirst() throws SQLException {
        Deque<Fragment> statements;
        try {
            statements = new ArrayDeque<>(ToolSplitters.split(context));
        } catch (ScriptException e) {
            context.fail(e);
            return;
        }
        @Nullable Fragment next = statements.poll();
        while (next != null && send(next)) {
            next = statements.poll();
        }
    }

    /** Returns whether to go on. */
    private boolean send(Fragment fragment) throws SQLException {
        boolean succeeded = context.log().send(fragment, false).succeeded();
        return succeeded
                || (context.options().mode() == RunMode.CONTINUE
                        && !context.script().mode().isTransactional());
    }
}

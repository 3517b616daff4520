package io.schemaproof.migration;

import io.schemaproof.migration.script.Fragment;
import io.schemaproof.migration.script.Position;
import io.schemaproof.migration.script.SourceText;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.TransactionState;

/** Puts BEGIN and COMMIT around what is run, or ROLLBACK behind it where something failed. */
final class TransactionFrame {

    private final SourceText source;
    private final ScriptSession session;
    private final RunLog log;

    TransactionFrame(SourceText source, ScriptSession session, RunLog log) {
        this.source = source;
        this.session = session;
        this.log = log;
    }

    /** What is run in the transaction. */
    @FunctionalInterface
    interface Body {
        void run() throws SQLException;
    }

    void run(Body body) throws SQLException {
        session.send("BEGIN");
        body.run();
        if (log.failed()) {
            session.rollback();
        } else {
            commit();
        }
    }

    private void commit() throws SQLException {
        boolean aborted = session.transaction() == TransactionState.FAILED;
        ServerReply reply = session.send("COMMIT");
        if (aborted) {
            log.warn("the transaction was aborted, so COMMIT rolled it back");
        }
        if (reply.succeeded()) {
            reply.notices().forEach(notice -> log.warn(notice + " (at the COMMIT behind the script)"));
            return;
        }
        Fragment commit = Fragment.synthetic("COMMIT", source, lastOffset());
        Position position = log.last()
                .map(last ->
                        new Position(last.statement().line(), last.statement().column()))
                .orElse(commit.position(0));
        String file = log.last().map(last -> last.statement().file()).orElse(source.path());
        StatementError error =
                reply.error().map(e -> ErrorMapper.of(e, commit, position)).orElseThrow();
        log.add(new StatementOutcome(
                new Statement("COMMIT", file, position.line(), position.column()),
                Duration.ofNanos(reply.nanos()),
                -1,
                List.of(),
                Optional.of(error)));
    }

    private int lastOffset() {
        return source.text().stripTrailing().length();
    }
}

package io.schemaproof.migration;

import io.schemaproof.migration.script.FlywayPlaceholders;
import io.schemaproof.migration.script.ScriptException;
import io.schemaproof.migration.script.SourceText;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** One run of a script: what it is, where it runs and where its outcomes go. */
record ScriptContext(Script script, SourceText source, ScriptSession session, RunLog log, RunOptions options) {

    static ScriptContext of(Script script, ScriptSession session, RunOptions options) {
        return new ScriptContext(
                script,
                new SourceText(script.path(), script.text(), script.firstLine()),
                session,
                new RunLog(session, options),
                options);
    }

    /** What the project around the script says to Flyway. */
    FlywayProject flyway() {
        Path folder = script.file().toAbsolutePath().getParent();
        return folder == null ? new FlywayProject(Optional.empty(), Map.of()) : FlywayProject.near(folder);
    }

    /** What the file beside the script says to Flyway. */
    FlywayScriptSettings flywayScript() {
        return FlywayScriptSettings.beside(script.file(), script.path());
    }

    /** What Flyway puts into the script. */
    FlywayPlaceholders placeholders(Map<String, String> more) {
        FlywayPlaceholders project = flyway().placeholders(more);
        return flywayScript().placeholderReplacement().map(project::replacing).orElse(project);
    }

    /** Run something between BEGIN and COMMIT. */
    void inTransaction(TransactionFrame.Body body) throws SQLException {
        if (options.within()) {
            body.run();
            return;
        }
        new TransactionFrame(source, session, log).run(body);
    }

    /** Keep an error in the text itself, with the line on which it stands. */
    void fail(ScriptException e) {
        log.add(e, e.source().line(e.position().line()).strip());
    }
}

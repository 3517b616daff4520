package io.schemaproof.safety;

import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes findings: what happened, why it matters, and what to write instead. */
final class SafetyFinding {

    private static final Pattern ANYTHING = Pattern.compile("");

    private SafetyFinding() {}

    /** About a statement. */
    static Finding of(
            Hazard hazard,
            TracedStatement statement,
            Optional<String> object,
            String what,
            String remedy,
            Map<String, String> facts) {
        Finding finding = of(
                hazard,
                object,
                statement.statement().file(),
                statement.statement().line(),
                what,
                remedy,
                facts);
        return statement.migration().isDown() ? ofDown(finding) : finding;
    }

    private static Finding ofDown(Finding finding) {
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.object(),
                finding.file(),
                finding.line(),
                finding.message() + " This is a down, which is run in an emergency, under full load.",
                finding.remedy(),
                finding.facts());
    }

    /** About what a migration does, at the first statement that names it, else at its beginning. */
    static Finding naming(
            TracedMigration migration,
            Hazard hazard,
            String object,
            String name,
            String what,
            String remedy,
            Map<String, String> facts) {
        Optional<Statement> statement = migration.naming(name, ANYTHING).map(StatementTrace::statement);
        return of(
                hazard,
                Optional.of(object),
                statement.map(Statement::file).orElse(migration.script().path()),
                statement.map(Statement::line).orElse(migration.script().firstLine()),
                what,
                remedy,
                facts);
    }

    /** About a script as a whole. */
    static Finding of(Hazard hazard, Script script, String what, String remedy) {
        return of(hazard, Optional.empty(), script.path(), script.firstLine(), what, remedy, Map.of());
    }

    static Finding of(
            Hazard hazard,
            Optional<String> object,
            String file,
            int line,
            String what,
            String remedy,
            Map<String, String> facts) {
        return new Finding(
                hazard.id(),
                hazard.severity(),
                object,
                Optional.of(file),
                line,
                what + "\n" + hazard.why(),
                remedy,
                facts);
    }
}

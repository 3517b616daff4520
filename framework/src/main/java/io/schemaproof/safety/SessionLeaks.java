package io.schemaproof.safety;

import io.schemaproof.migration.Statement;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.SessionLeak;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a migration leaves in its session. */
final class SessionLeaks implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.large().leaks().stream()
                .map(leak -> finding(migration, leak))
                .toList();
    }

    private static Finding finding(TracedMigration migration, SessionLeak leak) {
        Optional<Statement> statement = leak.statement();
        return SafetyFinding.of(
                Hazard.SESSION_LEAK,
                Optional.empty(),
                statement.map(Statement::file).orElse(migration.script().path()),
                statement.map(Statement::line).orElse(migration.script().firstLine()),
                "Leaves " + words(leak) + " in its session.",
                remedy(migration, leak),
                Map.of(
                        "kind", leak.kind().name(),
                        "name", leak.name(),
                        "before", leak.before().orElse(""),
                        "after", leak.after().orElse("")));
    }

    private static String words(SessionLeak leak) {
        return switch (leak.kind()) {
            case SETTING ->
                "the setting " + leak.name()
                        + leak.after().map(value -> " = " + value).orElse(", which has its default again,");
            case ROLE -> "the role " + leak.after().orElse(leak.name());
            case ADVISORY_LOCK -> "the advisory lock " + leak.name();
            case TEMPORARY_RELATION -> "the temporary relation " + leak.name();
            case PREPARED_STATEMENT -> "the prepared statement " + leak.name();
            case CHANNEL -> "LISTEN on " + leak.name();
            case CURSOR -> "the cursor " + leak.name();
        };
    }

    private static String remedy(TracedMigration migration, SessionLeak leak) {
        return switch (leak.kind()) {
            case SETTING ->
                migration.isOneTransaction()
                        ? "SET LOCAL " + leak.name() + " = …;, which ends with the transaction."
                        : "RESET " + leak.name() + "; at the end.";
            case ROLE -> "RESET ROLE; at the end.";
            case ADVISORY_LOCK -> "pg_advisory_xact_lock, which ends with the transaction.";
            case TEMPORARY_RELATION -> "CREATE TEMP TABLE … ON COMMIT DROP, or DROP it at the end.";
            case PREPARED_STATEMENT -> "DEALLOCATE " + leak.name() + "; at the end.";
            case CHANNEL -> "UNLISTEN " + leak.name() + "; at the end.";
            case CURSOR -> "CLOSE " + leak.name() + "; at the end.";
        };
    }
}

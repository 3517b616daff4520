package io.schemaproof.safety;

import io.schemaproof.catalog.TypedObject;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.Statement;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Makes findings: what happened, why it matters, and what to write instead. */
final class SafetyFinding {

    /** What others wait for. */
    private static final Set<Hazard> HOLDS =
            Set.of(Hazard.BLOCKING_WORK, Hazard.HELD_WHILE_WORKING, Hazard.MANY_ALTERS);

    /** What is the worse, the larger the tables are. */
    private static final Set<Hazard> TAKES_TIME = Set.of(
            Hazard.BLOCKING_WORK,
            Hazard.HELD_WHILE_WORKING,
            Hazard.MANY_ALTERS,
            Hazard.DATA_BESIDE_DDL,
            Hazard.UNBATCHED_CHANGE,
            Hazard.LONG_TRANSACTION);

    static final Pattern ANYTHING = Pattern.compile("");

    /** What is stricter afterwards may have taken the name of what was there. */
    static final Pattern NO_DROP = Pattern.compile("(?i)\\A\\s*+(?!DROP\\b)");

    private SafetyFinding() {}

    /** About a statement. */
    static Finding of(
            Hazard hazard,
            TracedStatement statement,
            Optional<String> object,
            String what,
            String remedy,
            Map<String, String> facts) {
        return of(hazard, statement, List.of(statement), object, what, remedy, facts);
    }

    /**
     * About several statements, told at one of them.
     *
     * @param all those whose work takes time together
     */
    static Finding of(
            Hazard hazard,
            TracedStatement statement,
            List<TracedStatement> all,
            Optional<String> object,
            String what,
            String remedy,
            Map<String, String> facts) {
        Optional<ProductionEstimate> estimate =
                TAKES_TIME.contains(hazard) ? ProductionEstimate.of(all) : Optional.empty();
        Map<String, String> more = new LinkedHashMap<>(facts);
        estimate.ifPresent(known -> more.putAll(known.facts()));
        Finding finding = of(
                hazard,
                object,
                statement.statement().file(),
                statement.statement().line(),
                what
                        + estimate.map(known -> "\n" + known.words(HOLDS.contains(hazard)))
                                .orElse(""),
                remedy,
                more);
        return statement.migration().isDown()
                ? finding.withMessage(
                        finding.message() + " This is a down, which is run in an emergency, under full load.")
                : finding;
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
        Pattern verb = hazard == Hazard.STRICTER ? NO_DROP : ANYTHING;
        Optional<Statement> statement = migration
                .naming(name, object, verb)
                .or(() -> migration.naming(name, object, ANYTHING))
                .map(StatementTrace::statement);
        return of(
                hazard,
                Optional.of(object),
                statement.map(Statement::file).orElse(migration.script().path()),
                statement.map(Statement::line).orElse(migration.script().firstLine()),
                what,
                remedy,
                facts);
    }

    /**
     * About an object.
     *
     * @param statement that has done it, as far as that can be said
     */
    static Finding of(
            Hazard hazard,
            TracedMigration migration,
            Optional<StatementTrace> statement,
            TypedObject object,
            String what,
            String remedy) {
        return of(
                hazard,
                Optional.of(object.identity()),
                statement
                        .map(trace -> trace.statement().file())
                        .orElse(migration.script().path()),
                statement
                        .map(trace -> trace.statement().line())
                        .orElse(migration.script().firstLine()),
                what,
                remedy,
                Map.of("kind", object.id().kind().word()));
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

package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Files that are written anew only where the session is not in the time zone UTC: between {@code timestamp} and {@code timestamptz} the server
 * saves the work where both are the same (ATColumnChangeRequiresRewrite in commands/tablecmds.c).
 */
public final class TimeZoneWork implements SafetyRule {

    /** A zone in which no value stays what it is. */
    public static final String ELSEWHERE = "Asia/Tokyo";

    private static final Pattern MENTIONED = Pattern.compile("\\btime(?:stamp|tz|\\s+with)", Pattern.CASE_INSENSITIVE);

    /** Whether a script may change a column so; a look at its text is cheaper than running it twice. */
    public static boolean isMentionedIn(Script script) {
        return MENTIONED.matcher(script.text()).find();
    }

    /** Whether a column of before has a time zone now, or none any more. */
    public static boolean isBetween(Catalog before, Catalog after) {
        return before.tables().stream()
                .anyMatch(table -> after.table(table.identity()).stream().anyMatch(now -> isBetween(table, now)));
    }

    private static boolean isBetween(Table before, Table after) {
        return before.columns().stream()
                .filter(column -> isTimestamp(column.type()))
                .anyMatch(column -> after.column(column.name())
                        .map(Column::type)
                        .filter(type -> isTimestamp(type) && hasZone(type) != hasZone(column.type()))
                        .isPresent());
    }

    private static boolean isTimestamp(String type) {
        return type.startsWith("timestamp");
    }

    private static boolean hasZone(String type) {
        return type.contains("with time zone") || type.startsWith("timestamptz");
    }

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Optional<ScriptTrace> elsewhere = migration
                .elsewhere()
                .filter(trace -> trace.run().succeeded()
                        && trace.statements().size() == migration.statements().size());
        List<Finding> findings = new ArrayList<>();
        if (elsewhere.isPresent()) {
            for (TracedStatement statement : migration.statements()) {
                List<FileChange> only =
                        onlyThere(statement, elsewhere.get().statements().get(statement.index()));
                if (!only.isEmpty()) {
                    findings.add(finding(statement, only));
                }
            }
        }
        return findings;
    }

    private static List<FileChange> onlyThere(TracedStatement here, StatementTrace there) {
        List<String> written = here.trace().files().stream()
                .filter(FileChange::isNewFile)
                .map(file -> file.relation().qualifiedName())
                .toList();
        return there.files().stream()
                .filter(file -> file.isNewFile() && file.relation().existedBefore())
                .filter(file -> !file.relation().schema().equals("pg_toast"))
                .filter(file -> !written.contains(file.relation().qualifiedName()))
                .toList();
    }

    private static Finding finding(TracedStatement statement, List<FileChange> files) {
        List<TracedRelation> relations =
                files.stream().map(FileChange::relation).distinct().toList();
        return SafetyFinding.of(
                Hazard.TIME_ZONE,
                statement,
                relations.stream()
                        .filter(one -> one.kind().holdsRows())
                        .findFirst()
                        .map(Words::name),
                "Costs nothing here, where the session's time zone is UTC. In a session whose zone is " + ELSEWHERE
                        + " it writes " + Words.names(relations)
                        + " anew, with ACCESS EXCLUSIVE: the more, the larger the tables are, O(rows).",
                "Where the values are meant as UTC: SET LOCAL TimeZone = 'UTC'; before it, in the same transaction.\n"
                        + "Where they are not, they change with the type: a new column, filled in batches by AT TIME ZONE with the zone that they are"
                        + " meant in.",
                Map.of(
                        "zone",
                        ELSEWHERE,
                        "written",
                        relations.stream().map(Words::name).collect(Collectors.joining(", "))));
    }
}

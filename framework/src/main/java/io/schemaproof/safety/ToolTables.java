package io.schemaproof.safety;

import io.schemaproof.data.HistoryTables;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows of a migration tool's own table that a migration writes, or that fall with it. To read them is nobody's harm.
 *
 * @since 0.1
 */
public final class ToolTables implements SafetyRule {

    /** Whether a table of this name, without its schema, is one in which a migration tool keeps its books. */
    public static boolean isOne(String name) {
        return HistoryTables.contains(name);
    }

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .flatMap(statement -> touched(statement).map(table -> finding(statement, table)))
                .toList();
    }

    private static Stream<TracedRelation> touched(TracedStatement statement) {
        Stream<TracedRelation> written = statement.trace().work().stream()
                .filter(work -> work.rowsWritten() > 0)
                .map(TableWork::relation);
        Stream<TracedRelation> emptied =
                statement.trace().files().stream().filter(FileChange::isEmptied).map(FileChange::relation);
        return Stream.of(written, emptied, statement.trace().dropped().stream())
                .flatMap(relations -> relations)
                .filter(relation -> relation.existedBefore() && relation.kind().holdsRows() && isOne(relation.name()))
                .distinct();
    }

    private static Finding finding(TracedStatement statement, TracedRelation table) {
        return SafetyFinding.of(
                Hazard.TOOL_TABLE,
                statement,
                Optional.of(Words.name(table)),
                "Changes " + Words.name(table) + ", in which the tool keeps what it has applied: "
                        + statement.abbreviated() + ".",
                "Leave the table to the tool, and use its own command: repair, baseline, force, resolve.",
                Map.of("table", Words.name(table)));
    }
}

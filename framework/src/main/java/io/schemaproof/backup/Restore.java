package io.schemaproof.backup;

import io.schemaproof.base.Quantity;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.migration.StatementError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What came of restoring a backup: what was restored, and where it is not what was backed up.
 *
 * @param database the restored database
 * @param scope what was backed up, in words
 * @param method how the backup was taken
 * @param bytes size of the backup
 * @param time how long restoring took, without the comparison
 * @param tables number of tables that are there now, in what was backed up
 * @param rows number of their rows
 * @param structure how the structure differs
 * @param tablesThatDiffer how rows differ
 * @param others name to what was backed up and what is there: sequences, materialized views and large objects that differ
 * @param errors statements of the dump that failed, where the restore went on after errors
 * @since 0.1
 */
public record Restore(
        TestDatabase database,
        String scope,
        BackupMethod method,
        long bytes,
        Duration time,
        int tables,
        long rows,
        CatalogDiff structure,
        List<TableDifference> tablesThatDiffer,
        SortedMap<String, Values> others,
        List<StatementError> errors) {

    public Restore {
        tablesThatDiffer = List.copyOf(tablesThatDiffer);
        others = Collections.unmodifiableSortedMap(new TreeMap<>(others));
        errors = List.copyOf(errors);
    }

    /** What was backed up, and what is there instead. */
    public record Values(String before, String after) {}

    /** Whether structure, rows and sequences are those of the backup. What is cosmetic in the structure does not count. */
    public boolean isEqual() {
        return structure.significant().isEmpty() && tablesThatDiffer.isEmpty() && others.isEmpty();
    }

    /**
     * Require that structure, rows and sequences are those of the backup.
     *
     * @throws AssertionError with each object, column and table that differs, and the keys of a few rows
     */
    public Restore check() {
        if (!isEqual()) {
            throw new AssertionError(describe());
        }
        return this;
    }

    /** What was restored and how, and each difference in words. */
    public String describe() {
        StringBuilder text = new StringBuilder(database.name())
                .append(isEqual() ? " is" : " is not")
                .append(" what was backed up (")
                .append(scope)
                .append(", by ")
                .append(method)
                .append(", ")
                .append(bytes)
                .append(" bytes): ")
                .append(Quantity.of(tables, "table"))
                .append(" and ")
                .append(Quantity.of(rows, "row"))
                .append(" are there.");
        differences().forEach(difference -> text.append("\n  ").append(difference.replace("\n", "\n  ")));
        return text.toString();
    }

    /** Each difference in words, the structure's first. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (Change change : structure.significant()) {
            differences.add("structure: " + change.describe());
        }
        tablesThatDiffer.forEach(difference -> differences.add("rows: " + difference.describe()));
        others.forEach((name, values) ->
                differences.add(name + ": " + values.before() + " in the backup, " + values.after() + " restored"));
        return List.copyOf(differences);
    }
}

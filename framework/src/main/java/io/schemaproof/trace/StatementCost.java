package io.schemaproof.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compare a statement on small tables with the same one on large tables, by what the server counted for the session and by the
 * files it wrote; never by the clock, and not by the log, in which all sessions of a server write.
 *
 * @param small its trace on small tables
 * @param large its trace on large tables
 * @param cost how its work grows
 * @param growing tables and indexes that existed before and on which it grows, sorted
 * @since 0.1
 */
public record StatementCost(StatementTrace small, StatementTrace large, CostClass cost, List<TracedRelation> growing) {

    public StatementCost {
        growing = List.copyOf(growing);
    }

    /**
     * Compare all statements of a script.
     *
     * @param small the script on small tables
     * @param large the script on tables that hold several times as many rows
     * @throws IllegalArgumentException if the statements are not the same
     */
    public static List<StatementCost> compare(ScriptTrace small, ScriptTrace large) {
        List<StatementCost> costs = new ArrayList<>();
        int count = Math.max(small.statements().size(), large.statements().size());
        for (int i = 0; i < count; i++) {
            if (i >= small.statements().size() || i >= large.statements().size()) {
                throw different(i + 1);
            }
            costs.add(compare(small.statements().get(i), large.statements().get(i)));
        }
        return List.copyOf(costs);
    }

    /**
     * Compare one statement.
     *
     * @throws IllegalArgumentException if it is not the same
     */
    public static StatementCost compare(StatementTrace small, StatementTrace large) {
        if (!small.statement().sql().equals(large.statement().sql())) {
            throw different(small.number());
        }
        List<TracedRelation> growing = new ArrayList<>();
        boolean unknown = !isCounted(small) || !isCounted(large);
        for (TableWork work : large.work()) {
            if (work.relation().existedBefore()) {
                if (grows(small.workOn(work.relation().qualifiedName()), work)) {
                    growing.add(work.relation());
                } else {
                    unknown |= work.passes() > 0 && !isEmptied(small, large, work.relation());
                }
            }
        }
        for (FileChange file : large.files()) {
            if (file.relation().existedBefore() && file.isNewFile() && file.bytes() > bytes(small, large, file)) {
                growing.add(file.relation());
            }
        }
        CostClass cost = !growing.isEmpty() ? CostClass.ROWS : unknown ? CostClass.UNKNOWN : CostClass.CONSTANT;
        return new StatementCost(
                small, large, cost, growing.stream().distinct().sorted().toList());
    }

    /**
     * Whether there are more rows to go through. All of them together do not tell where the server looks each one up by an index of
     * the larger table and by passes over the smaller one.
     */
    private static boolean grows(Optional<TableWork> less, TableWork work) {
        return less.isEmpty()
                ? work.rows() > 0
                : work.rows() > less.get().rows()
                        || work.rowsWritten() > less.get().rowsWritten()
                        || (less.get().passes() > 0 && rowsOfPass(work) > rowsOfPass(less.get()));
    }

    private static double rowsOfPass(TableWork work) {
        return work.passes() == 0 ? 0 : (double) work.rowsRead() / work.passes();
    }

    private static boolean isCounted(StatementTrace trace) {
        return trace.outcome().error().isEmpty()
                && (trace.observation().isComplete() || trace.observation() == Observation.AT_STOPS);
    }

    /** A pass over what TRUNCATE has just emptied costs nothing, however much was in it. */
    private static boolean isEmptied(StatementTrace small, StatementTrace large, TracedRelation relation) {
        return Stream.of(small, large)
                .allMatch(trace -> trace.files().stream()
                        .anyMatch(file -> file.isEmptied() && file.relation().equals(relation)));
    }

    private static long bytes(StatementTrace small, StatementTrace large, FileChange file) {
        String name = name(large, file.relation());
        return small.files().stream()
                .filter(other -> name(small, other.relation()).equals(name))
                .mapToLong(FileChange::bytes)
                .findFirst()
                .orElse(0);
    }

    /** The name in both databases; that of a TOAST table holds the OID of its table, which is another in each. */
    private static String name(StatementTrace trace, TracedRelation relation) {
        if (relation.kind() == RelationKind.TOAST_TABLE) {
            return "TOAST of " + relation.table().orElse("");
        }
        return trace.files().stream()
                .map(FileChange::relation)
                .filter(toast -> toast.kind() == RelationKind.TOAST_TABLE
                        && relation.table()
                                .filter(toast.qualifiedName()::equals)
                                .isPresent())
                .map(toast -> "index of TOAST of " + toast.table().orElse(""))
                .findFirst()
                .orElse(relation.qualifiedName());
    }

    private static IllegalArgumentException different(int number) {
        return new IllegalArgumentException("Statement " + number
                + " is not the same in both traces. Trace the same script on tables of two sizes.");
    }
}

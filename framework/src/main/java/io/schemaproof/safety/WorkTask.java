package io.schemaproof.safety;

import io.schemaproof.query.Relation;
import io.schemaproof.safety.estimate.Rate;
import io.schemaproof.safety.estimate.RelationSize;
import io.schemaproof.safety.estimate.WorkRates;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.List;

/**
 * One kind of work on one table, at the size that the table has in production.
 *
 * @param times how often all of the rows are gone through; for rows that are changed, the part of them
 * @param assumesAll whether nobody knows which part it is, so that all are counted
 */
record WorkTask(Kind kind, Relation table, RelationSize size, double times, boolean assumesAll) {

    /** What is done with rows. */
    enum Kind {
        REWRITE("written anew"),
        INDEX("indexed"),
        CHANGE("changed"),
        READ("read");

        private final String participle;

        Kind(String participle) {
            this.participle = participle;
        }

        /** What is done to rows: {@code read}. */
        String participle() {
            return participle;
        }

        Rate rate(WorkRates rates) {
            return switch (this) {
                case REWRITE -> rates.rewritten();
                case INDEX -> rates.indexed();
                case CHANGE -> rates.changed();
                case READ -> rates.read();
            };
        }
    }

    double seconds(WorkRates rates) {
        return kind.rate(rates).seconds(size.rows() * times, size.bytes() * times);
    }

    /**
     * What a statement did with a table here, to be done there. The server counts a pass for each index that it builds and for
     * a table that it writes anew, so these are no passes of their own.
     */
    static List<WorkTask> of(TracedStatement statement, TracedRelation table, RelationSize size) {
        Relation relation = new Relation(table.schema(), table.name());
        List<WorkTask> tasks = new ArrayList<>();
        long indexes = indexes(statement, table);
        boolean rewritten = statement.trace().files().stream()
                .anyMatch(file -> file.relation().equals(table) && isWritten(file));
        if (rewritten) {
            tasks.add(new WorkTask(Kind.REWRITE, relation, size, 1, false));
        }
        if (indexes > 0) {
            tasks.add(new WorkTask(Kind.INDEX, relation, size, indexes, false));
        }
        statement.trace().workOn(table.qualifiedName()).ifPresent(work -> {
            double changed = rewritten ? 0 : partChanged(work);
            if (changed > 0) {
                tasks.add(new WorkTask(Kind.CHANGE, relation, size, changed, work.passes() == 0));
            }
            long passes = work.passes() - indexes - (rewritten ? 1 : 0);
            boolean lookedUp = work.passes() == 0 && work.rowsFetched() > 0 && changed == 0;
            if (passes > 0 || lookedUp) {
                tasks.add(new WorkTask(Kind.READ, relation, size, Math.max(1, passes), false));
            }
        });
        return List.copyOf(tasks);
    }

    /** Rows of the table here; as far as can be seen, where it was not read from begin to end. */
    static long rowsHere(TableWork work) {
        long all =
                work.passes() > 0 ? work.rowsRead() / work.passes() : Math.max(work.rowsFetched(), work.rowsWritten());
        return Math.max(1, all);
    }

    private static double partChanged(TableWork work) {
        return Math.min(1, (double) work.rowsWritten() / rowsHere(work));
    }

    private static long indexes(TracedStatement statement, TracedRelation table) {
        long anew = statement.trace().files().stream()
                .filter(file -> isIndexOf(file.relation(), table) && isWritten(file))
                .count();
        return anew
                + statement.trace().created().stream()
                        .filter(relation -> isIndexOf(relation, table))
                        .filter(relation -> statement.trace().files().stream()
                                .noneMatch(
                                        file -> file.relation().qualifiedName().equals(relation.qualifiedName())))
                        .count();
    }

    private static boolean isWritten(FileChange file) {
        return file.isNewFile() && !file.isEmptied();
    }

    private static boolean isIndexOf(TracedRelation relation, TracedRelation table) {
        return relation.kind().isIndex()
                && relation.table().filter(table.qualifiedName()::equals).isPresent();
    }
}

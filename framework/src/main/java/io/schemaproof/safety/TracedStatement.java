package io.schemaproof.safety;

import io.schemaproof.migration.OutsideTransactions;
import io.schemaproof.migration.Statement;
import io.schemaproof.trace.CostClass;
import io.schemaproof.trace.HeldLock;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.Observation;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.StatementCost;
import io.schemaproof.trace.StatementTrace;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One statement of a traced migration.
 *
 * @param migration the migration
 * @param index place among its statements, from 0
 * @since 0.1
 */
public record TracedStatement(TracedMigration migration, int index) {

    private static final int LENGTH = 80;

    /** What it costs. */
    public StatementCost cost() {
        return migration.costs().get(index);
    }

    /** What the server did for it on the larger tables. */
    public StatementTrace trace() {
        return cost().large();
    }

    /** Its text and place. */
    public Statement statement() {
        return trace().statement();
    }

    String sql() {
        return statement().sql();
    }

    /** The first words of it. */
    String abbreviated() {
        return statement().abbreviated(LENGTH);
    }

    /** Whether its work grows with the tables of before. */
    boolean isWork() {
        return cost().cost() == CostClass.ROWS;
    }

    /** Whether it works in several transactions and waits for others between them, so that it blocks only other changes. */
    boolean isConcurrent() {
        return trace().observation() == Observation.AT_STOPS && OutsideTransactions.worksInSeveral(sql());
    }

    /** The locks that it has newly taken and that the application waits for, and did not wait for before. */
    List<BlockingLock> taken() {
        List<BlockingLock> locks = new ArrayList<>();
        for (RelationLock lock : trace().locks()) {
            TracedRelation relation = lock.relation();
            boolean before = lock.heldBefore()
                    .filter(mode -> BlockingLock.blocks(relation, mode))
                    .isPresent();
            if (BlockingLock.blocks(relation, lock.mode())
                    && (!before || lock.isStronger())
                    && !isDetached(relation)
                    && !migration.isTakenBack(relation)) {
                locks.add(new BlockingLock(relation, lock.mode()));
            }
        }
        List<BlockingLock> all = new ArrayList<>(locks);
        trace().held().forEach(held -> all.add(new BlockingLock(held.relation(), held.mode())));
        return locks.stream().filter(lock -> !isTold(lock, all)).toList();
    }

    /** The index that a statement with CONCURRENTLY locks last is not used by any query any more. */
    private boolean isDetached(TracedRelation relation) {
        return relation.kind().isIndex() && isConcurrent();
    }

    /**
     * An index is out of reach anyway where its table is, now or since an earlier statement, and one of long values, which nobody knows by
     * name, where any table is.
     */
    private static boolean isTold(BlockingLock lock, List<BlockingLock> all) {
        return lock.relation().kind().isIndex()
                && all.stream()
                        .filter(other -> other.mode() == LockMode.ACCESS_EXCLUSIVE)
                        .map(BlockingLock::relation)
                        .anyMatch(other -> lock.relation()
                                        .table()
                                        .filter(other.qualifiedName()::equals)
                                        .isPresent()
                                || (lock.relation().schema().equals("pg_toast")
                                        && other.kind().holdsRows()));
    }

    /** The locks that its transaction held already and that the application waits for. */
    List<BlockingLock> held() {
        List<BlockingLock> locks = new ArrayList<>();
        for (HeldLock held : trace().held()) {
            if (BlockingLock.blocks(held.relation(), held.mode()) && !migration.isTakenBack(held.relation())) {
                locks.add(new BlockingLock(held.relation(), held.mode()));
            }
        }
        return locks.stream().filter(lock -> !isTold(lock, locks)).toList();
    }

    /** The statements before it in the same transaction. */
    List<TracedStatement> earlier() {
        return sameTransaction().stream().filter(other -> other.index < index).toList();
    }

    /** The statements behind it in the same transaction. */
    List<TracedStatement> later() {
        return sameTransaction().stream().filter(other -> other.index > index).toList();
    }

    private List<TracedStatement> sameTransaction() {
        int transaction = trace().transaction();
        return migration.statements().stream()
                .filter(other -> transaction > 0 && other.trace().transaction() == transaction)
                .toList();
    }

    /** The tables of before of which it updates or deletes the more rows the larger they are. */
    List<TableWork> bulkChanges() {
        List<TableWork> changes = new ArrayList<>();
        for (TableWork work : trace().work()) {
            long changed = work.updated() + work.deleted();
            Optional<TableWork> less = cost().small().workOn(work.relation().qualifiedName());
            if (work.relation().existedBefore()
                    && !migration.isTakenBack(work.relation())
                    && changed
                            > less.map(other -> other.updated() + other.deleted())
                                    .orElse(0L)) {
                changes.add(work);
            }
        }
        return changes;
    }
}

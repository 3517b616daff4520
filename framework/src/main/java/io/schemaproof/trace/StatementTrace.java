package io.schemaproof.trace;

import io.schemaproof.migration.Statement;
import io.schemaproof.migration.StatementOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the server did for one statement of a migration. All lists are sorted by relation.
 *
 * @param number place among the statements of its script, counted from 1
 * @param outcome what became of it, with rows, notices and error
 * @param observation how it could be looked at; without {@link Observation#IN_TRANSACTION} empty lists prove nothing
 * @param transaction number of the transaction in the script, counted from 1: equal for statements of one transaction; 0 where it is
 *     not known
 * @param timeouts the limits in force when it began
 * @param held the strongest locks on relations that existed before the migration, held by its transaction when it began
 * @param locks the locks that it has newly taken on relations that existed before the migration
 * @param files what it did to files, also of relations that the migration has made
 * @param work what it did with rows, also of tables that the migration has made
 * @param created relations that it has made
 * @param dropped relations that it has dropped, also by {@code CASCADE}
 * @param walBytes bytes that were written to the log meanwhile, by other sessions too; what its {@code COMMIT} writes is not among them
 * @param time wall time at the server or, within a transaction, at the client
 * @since 0.1
 */
public record StatementTrace(
        int number,
        StatementOutcome outcome,
        Observation observation,
        int transaction,
        Timeouts timeouts,
        List<HeldLock> held,
        List<RelationLock> locks,
        List<FileChange> files,
        List<TableWork> work,
        List<TracedRelation> created,
        List<TracedRelation> dropped,
        long walBytes,
        Duration time) {

    public StatementTrace {
        held = List.copyOf(held);
        locks = List.copyOf(locks);
        files = List.copyOf(files);
        work = List.copyOf(work);
        created = List.copyOf(created);
        dropped = List.copyOf(dropped);
    }

    static StatementTrace unseen(int number, StatementOutcome outcome, Observation observation, Timeouts timeouts) {
        return new StatementTrace(
                number,
                outcome,
                observation,
                0,
                timeouts,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                outcome.time());
    }

    StatementTrace with(int newNumber, StatementOutcome newOutcome) {
        return new StatementTrace(
                newNumber,
                newOutcome,
                observation,
                transaction,
                timeouts,
                held,
                locks,
                files,
                work,
                created,
                dropped,
                walBytes,
                time);
    }

    public Statement statement() {
        return outcome.statement();
    }

    /** Notices and warnings, as {@code SEVERITY: message}. */
    public List<String> notices() {
        return outcome.notices();
    }

    /** The strongest of the locks that it has newly taken on relations that existed before the migration. */
    public Optional<RelationLock> strongestLock() {
        return locks.stream().max((a, b) -> a.mode().compareTo(b.mode()));
    }

    /** The lock on a relation, named by schema and name. */
    public Optional<RelationLock> lockOn(String qualifiedName) {
        return locks.stream()
                .filter(lock -> lock.relation().qualifiedName().equals(qualifiedName))
                .findFirst();
    }

    /** What was done with the rows of a table, named by schema and name. */
    public Optional<TableWork> workOn(String qualifiedName) {
        return work.stream()
                .filter(each -> each.relation().qualifiedName().equals(qualifiedName))
                .findFirst();
    }
}

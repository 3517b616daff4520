package io.schemaproof.safety;

import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.TracedRelation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A lock on a relation of before that the application has to wait for.
 *
 * @param relation the table, view or sequence that cannot be used; for the lock on an index, too, the index
 * @param mode its mode
 */
record BlockingLock(TracedRelation relation, LockMode mode) {

    /** Whether the application has to wait for a lock of this mode on such a relation. */
    static boolean blocks(TracedRelation relation, LockMode mode) {
        return switch (relation.kind()) {
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE, SEQUENCE -> mode.blocksWrites();
            // Nobody writes into them, and whoever plans a query on a table locks all its indexes as a reader.
            case VIEW, MATERIALIZED_VIEW, INDEX, PARTITIONED_INDEX -> mode.blocksReads();
            case TOAST_TABLE, COMPOSITE_TYPE -> false;
        };
    }

    /** Such as {@code ACCESS EXCLUSIVE on public.t (reads and writes wait)}. */
    String words() {
        return mode.sql() + " on " + Words.name(relation) + " (" + effect() + ")";
    }

    /** Several of them, in words. */
    static String words(List<BlockingLock> locks) {
        return Words.list(locks.stream().map(BlockingLock::words).toList());
    }

    /** The modes as facts, in order: {@code lock public.t} to {@code SHARE}. */
    static Map<String, String> facts(String verb, List<BlockingLock> locks) {
        Map<String, String> facts = new LinkedHashMap<>();
        locks.forEach(lock ->
                facts.put(verb + " " + Words.name(lock.relation()), lock.mode().sql()));
        return facts;
    }

    private String effect() {
        return switch (relation.kind()) {
            case SEQUENCE -> "nextval waits";
            case VIEW, MATERIALIZED_VIEW -> "reads wait";
            case INDEX, PARTITIONED_INDEX -> "every query on its table waits";
            default -> mode.blocksReads() ? "reads and writes wait" : "writes wait, reads go on";
        };
    }
}

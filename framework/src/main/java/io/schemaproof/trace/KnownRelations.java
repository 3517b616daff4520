package io.schemaproof.trace;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relations of the database during one script: those that it found, and how they are now. */
final class KnownRelations {

    private final Set<Long> existing = new HashSet<>();
    private final Map<Long, RelationFacts> current = new HashMap<>();
    private final Map<Long, Counters> counters = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private @Nullable Sample last;

    /** Begin a script. */
    void begin(Sample all) {
        existing.clear();
        current.clear();
        counters.clear();
        touched.clear();
        all.rows().forEach((oid, row) -> {
            row.facts().filter(facts -> !facts.temporary()).ifPresent(facts -> {
                existing.add(oid);
                current.put(oid, facts);
            });
            counters.put(oid, row.counters());
        });
        last = all;
    }

    Sample last() {
        return Objects.requireNonNull(last);
    }

    Optional<RelationFacts> facts(long oid) {
        return Optional.ofNullable(current.get(oid));
    }

    /** Whether it is in the way of others. */
    boolean existed(long oid) {
        return existing.contains(oid);
    }

    /** An index that was built anew is, to others, the one that it was. */
    void replaced(long oid, long newOid) {
        if (existing.contains(oid)) {
            existing.add(newOid);
        }
    }

    /** Those that have changed since they were last seen from outside of the transaction, which may take it back. */
    Collection<Long> touched() {
        return Set.copyOf(touched);
    }

    void forgetTouched() {
        touched.clear();
    }

    /** How often and how much of a relation the session has counted up to the last sample. */
    Counters counters(long oid, Sample next) {
        return next.follows(last()) ? counters.getOrDefault(oid, Counters.ZERO) : Counters.ZERO;
    }

    /** Add to a sample of all relations those that are no more. */
    Sample withDropped(Sample all) {
        Map<Long, Sample.Row> rows = new HashMap<>(all.rows());
        current.keySet().forEach(oid -> rows.putIfAbsent(oid, Sample.Row.GONE));
        return new Sample(all.lsn(), all.timeouts(), all.transaction(), all.clock(), all.begin(), all.canary(), rows);
    }

    /** Take in a sample. */
    void learn(Sample sample) {
        if (!sample.follows(last())) {
            counters.clear();
        }
        sample.rows().forEach((oid, row) -> {
            counters.put(oid, row.counters());
            Optional<RelationFacts> known = facts(oid);
            if (row.facts().isPresent()) {
                RelationFacts now = row.facts().get();
                if (known.isEmpty() || !known.get().isSameObjectAs(now)) {
                    touched.add(oid);
                }
                current.put(
                        oid,
                        now.bytes() < 0 && known.isPresent()
                                ? now.withBytes(known.get().bytes())
                                : now);
            } else if (known.isPresent()) {
                touched.add(oid);
                current.remove(oid);
            }
        });
        last = sample;
    }

    /** A relation by the name that it has now, or else has in the sample. */
    Optional<TracedRelation> relation(long oid, Sample after) {
        Optional<RelationFacts> known = facts(oid);
        if (known.isEmpty()) {
            Sample.Row row = after.rows().get(oid);
            known = row == null ? Optional.empty() : row.facts();
        }
        return known.filter(facts -> !facts.temporary())
                .map(facts -> new TracedRelation(
                        facts.schema(), facts.name(), facts.kind(), table(facts, after), existed(oid)));
    }

    private Optional<String> table(RelationFacts facts, Sample after) {
        if (facts.owner() == 0) {
            return Optional.empty();
        }
        Optional<RelationFacts> owner = facts(facts.owner());
        if (owner.isEmpty()) {
            Sample.Row row = after.rows().get(facts.owner());
            owner = row == null ? Optional.empty() : row.facts();
        }
        return owner.map(RelationFacts::qualifiedName);
    }
}

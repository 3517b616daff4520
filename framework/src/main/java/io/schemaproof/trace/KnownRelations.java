package io.schemaproof.trace;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The relations of the database during one script: those that it found, and how they are now. */
final class KnownRelations {

    private final Set<Long> existing = new HashSet<>();
    private final Map<Long, RelationFacts> current = new HashMap<>();
    private final Map<Long, Counters> counters = new HashMap<>();
    private final Set<Long> touched = new HashSet<>();
    private @Nullable Sample last;
    private @Nullable Sample complete;

    /** Begin a script with a look at all relations. */
    void begin(Sample all) {
        current.clear();
        counters.clear();
        last = all;
        learn(all);
        complete = all;
        beginScript();
    }

    /**
     * Begin a script with a look at what was changed since the last complete one.
     *
     * @return false if relations are gone that nobody has told of, so that all must be looked at
     */
    boolean refresh(Sample since) {
        learn(since);
        complete = since;
        beginScript();
        return since.relations() == current.size();
    }

    private void beginScript() {
        existing.clear();
        current.forEach((oid, facts) -> {
            if (!facts.temporary()) {
                existing.add(oid);
            }
        });
        touched.clear();
    }

    /** Begin the first script of a session, whose look does not say what the next one may go by. */
    void beginNew(Sample all) {
        begin(all);
        complete = null;
    }

    /** Know nothing of the session any more, as of a new one. */
    void forgetSession() {
        last = null;
        complete = null;
    }

    /** Whether the session has not been looked at yet. */
    boolean isNew() {
        return last == null;
    }

    /** The oldest transaction whose changes may not be known; empty where nothing is known at all. */
    OptionalLong horizon() {
        return complete == null ? OptionalLong.empty() : OptionalLong.of(complete.horizon());
    }

    /** Look at all relations again when the next script begins. */
    void forget() {
        complete = null;
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
        return all.withRows(rows);
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

package io.schemaproof.trace;

import io.schemaproof.migration.StatementOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a trace of what was known before a statement and what was seen behind it. */
final class TraceBuilder {

    private final KnownRelations known;
    private final Sample base;
    private final Sample after;
    private final Map<Long, Set<LockMode>> stops;
    private final boolean sameTransaction;

    /**
     * @param known as it was before the statement
     * @param base the last look before it
     * @param stops locks that were seen from another session
     */
    TraceBuilder(KnownRelations known, Sample base, Sample after, Map<Long, Set<LockMode>> stops) {
        this.known = known;
        this.base = base;
        this.after = after;
        this.stops = stops;
        this.sameTransaction = base.transaction() == after.transaction();
    }

    StatementTrace build(
            int number,
            StatementOutcome outcome,
            Observation observation,
            int transaction,
            Timeouts timeouts,
            Duration time) {
        List<FileChange> files = new ArrayList<>();
        List<TracedRelation> created = new ArrayList<>();
        List<TracedRelation> dropped = new ArrayList<>();
        changes(files, created, dropped);
        return new StatementTrace(
                number,
                outcome,
                observation,
                transaction,
                timeouts,
                sameTransaction ? held() : List.of(),
                locks(),
                files.stream().sorted().toList(),
                work(),
                created.stream().sorted().toList(),
                dropped.stream().sorted().toList(),
                Math.max(0, after.lsn() - base.lsn()),
                time);
    }

    private Set<LockMode> heldOn(long oid) {
        Sample.Row row = base.rows().get(oid);
        return sameTransaction && row != null ? row.locks() : Set.of();
    }

    private List<HeldLock> held() {
        List<HeldLock> held = new ArrayList<>();
        base.rows()
                .forEach((oid, row) -> LockMode.strongest(row.locks())
                        .flatMap(mode -> known.relation(oid, after)
                                .filter(TracedRelation::existedBefore)
                                .map(relation -> new HeldLock(relation, mode)))
                        .ifPresent(held::add));
        return held.stream().sorted().toList();
    }

    private List<RelationLock> locks() {
        Map<Long, Set<LockMode>> all = new HashMap<>();
        after.rows()
                .forEach((oid, row) -> all.computeIfAbsent(oid, o -> EnumSet.noneOf(LockMode.class))
                        .addAll(row.locks()));
        stops.forEach((oid, modes) ->
                all.computeIfAbsent(oid, o -> EnumSet.noneOf(LockMode.class)).addAll(modes));
        List<RelationLock> locks = new ArrayList<>();
        all.forEach((oid, modes) -> {
            modes.removeAll(heldOn(oid));
            Optional<LockMode> strongest = LockMode.strongest(modes);
            Optional<TracedRelation> relation = known.relation(oid, after).filter(TracedRelation::existedBefore);
            if (strongest.isPresent() && relation.isPresent()) {
                locks.add(new RelationLock(relation.get(), strongest.get(), LockMode.strongest(heldOn(oid))));
            }
        });
        return locks.stream().sorted().toList();
    }

    private void changes(List<FileChange> files, List<TracedRelation> created, List<TracedRelation> dropped) {
        Map<String, Long> gone = new HashMap<>();
        after.rows().forEach((oid, row) -> {
            if (row.facts().isEmpty()) {
                known.facts(oid)
                        .filter(TraceBuilder::isRemade)
                        .ifPresent(facts -> gone.put(facts.qualifiedName(), oid));
            }
        });
        Map<Long, Long> replaced = new HashMap<>();
        after.rows()
                .forEach((oid, row) -> row.facts().ifPresent(now -> {
                    Optional<RelationFacts> before = known.facts(oid);
                    Long old = before.isEmpty() ? gone.get(now.qualifiedName()) : null;
                    if (before.isPresent()) {
                        if (before.get().file() != now.file()) {
                            change(oid, before.get(), now, FileChange.Kind.REWRITTEN, files);
                        }
                    } else if (old != null) {
                        replaced.put(old, oid);
                        known.replaced(old, oid);
                        RelationFacts was = known.facts(old).orElse(now);
                        boolean kept = was.file() == now.file();
                        change(oid, was, now, kept ? FileChange.Kind.KEPT : FileChange.Kind.REBUILT, files);
                    } else {
                        known.relation(oid, after).ifPresent(created::add);
                    }
                }));
        after.rows().forEach((oid, row) -> {
            if (row.facts().isEmpty() && !replaced.containsKey(oid)) {
                known.relation(oid, after).ifPresent(dropped::add);
            }
        });
    }

    /** What ALTER TABLE drops and makes again under the same name. */
    private static boolean isRemade(RelationFacts facts) {
        return facts.kind().isIndex() || facts.kind() == RelationKind.TOAST_TABLE;
    }

    private void change(long oid, RelationFacts was, RelationFacts now, FileChange.Kind kind, List<FileChange> files) {
        known.relation(oid, after)
                .ifPresent(relation -> files.add(new FileChange(relation, kind, was.bytes(), now.bytes())));
    }

    private List<TableWork> work() {
        Map<Long, Long> entries = entriesRead();
        List<TableWork> work = new ArrayList<>();
        after.rows().forEach((oid, row) -> {
            Counters done = row.counters().minus(known.counters(oid, after));
            long fetched = Math.max(done.rowsFetched(), entries.getOrDefault(oid, 0L));
            known.relation(oid, after)
                    .filter(relation -> relation.kind().holdsRows() && !(done.isZero() && fetched == 0))
                    .ifPresent(relation -> work.add(new TableWork(
                            relation,
                            done.passes(),
                            done.rowsRead(),
                            fetched,
                            done.inserted(),
                            done.updated(),
                            done.deleted(),
                            row.facts().map(RelationFacts::bytes).orElse(-1L))));
        });
        return work.stream().sorted().toList();
    }

    /** Entries that were read in the indexes of each table: an index-only scan is counted there and not at the table. */
    private Map<Long, Long> entriesRead() {
        Map<Long, Long> entries = new HashMap<>();
        after.rows()
                .forEach((oid, row) -> row.facts()
                        .filter(facts -> facts.kind().isIndex())
                        .ifPresent(facts -> entries.merge(
                                facts.owner(),
                                row.counters().minus(known.counters(oid, after)).rowsRead(),
                                Long::sum)));
        return entries;
    }
}

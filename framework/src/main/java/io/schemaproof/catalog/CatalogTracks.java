package io.schemaproof.catalog;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows the followed catalogues had when they were read last, to find out from the next probe what has to be read again.
 */
final class CatalogTracks {

    private final Map<TrackedCatalog, RowsByPage<Long, CatalogProbe.Change>> known =
            new EnumMap<>(TrackedCatalog.class);
    private final RowsByPage<String, Dependency> dependencies =
            new RowsByPage<>(Dependency::page, row -> 0, row -> false);
    private CatalogProbe last;
    private String horizon;

    /** @param first probe of everything there is */
    CatalogTracks(CatalogProbe first) {
        last = first;
        horizon = first.horizon();
        for (TrackedCatalog catalog : TrackedCatalog.values()) {
            RowsByPage<Long, CatalogProbe.Change> rows = new RowsByPage<>(
                    CatalogProbe.Change::page, CatalogProbe.Change::owner, CatalogProbe.Change::unusual);
            if (first.mayBeBuiltOn()) {
                first.row(catalog.table()).changes().forEach(change -> rows.put(change.key(), change));
            }
            known.put(catalog, rows);
        }
        first.dependencies().forEach(row -> dependencies.put(row.text(), row));
    }

    /** The number of a transaction that is older than all that is not known yet. */
    String horizon() {
        return horizon;
    }

    /** Whether a later probe can be compared with the last. */
    boolean mayBeBuiltOn() {
        return last.mayBeBuiltOn();
    }

    /** Asks for the keys of all rows that a catalogue has now. */
    @FunctionalInterface
    interface Keys {

        Set<Long> of(TrackedCatalog catalog) throws SQLException;
    }

    /**
     * Take in the next probe.
     *
     * @return what has changed; empty where that cannot be told relation by relation
     */
    Optional<Changed> next(CatalogProbe probe, Keys keys) throws SQLException {
        CatalogProbe former = last;
        last = probe;
        horizon = probe.horizon();
        if (!comparable(former, probe)) {
            return Optional.empty();
        }
        Step step = new Step();
        for (TrackedCatalog catalog : TrackedCatalog.values()) {
            step.take(catalog, probe.row(catalog.table()), keys);
        }
        for (CatalogProbe.Change change : probe.row("pg_attribute").changes()) {
            step.touch(change.key(), true);
        }
        step.take(new HashSet<>(dependencies.keys()), probe.dependencies());
        return step.outcome();
    }

    /**
     * Take in what is on the pages that have changed; nothing else has.
     *
     * @param now all transactions with lower numbers have ended
     * @return what has changed; empty where that cannot be told relation by relation
     */
    Optional<Changed> next(PageProbe probe, long now) {
        horizon = String.valueOf(now);
        Step step = new Step();
        for (TrackedCatalog catalog : TrackedCatalog.values()) {
            step.take(catalog, probe.rowsOf(catalog.table()), probe.pagesOf(catalog.table()));
        }
        step.unfollowed |= probe.rowsOf("pg_attribute").unfollowed();
        probe.counts().forEach((catalog, count) -> {
            step.unfollowed |= probe.rowsOf(catalog).unfollowed()
                    || count != last.row(catalog).count();
        });
        probe.columns().forEach(relation -> step.touch(relation, true));
        step.take(dependencies.on(probe.pagesOf("pg_depend")), probe.dependencies());
        return step.outcome();
    }

    /** Take in that nothing has changed. */
    void pass(long now) {
        horizon = String.valueOf(now);
    }

    private static boolean comparable(CatalogProbe former, CatalogProbe probe) {
        if (!probe.mayBeBuiltOn() || !former.rows().keySet().equals(probe.rows().keySet())) {
            return false;
        }
        return probe.rows().entrySet().stream()
                .noneMatch(entry -> entry.getValue().unfollowed()
                        || (TrackedCatalog.of(entry.getKey()) == null
                                && entry.getValue().count()
                                        != former.row(entry.getKey()).count()));
    }

    /**
     * The relation or function that an object which depends on a changed one belongs to.
     *
     * @return empty where it belongs to none that is read
     * @throws Unfollowed if it is neither a function nor a part of a relation
     */
    Optional<Unit> unit(String catalog, long oid) throws Unfollowed {
        TrackedCatalog tracked = TrackedCatalog.of(catalog);
        if (tracked == null) {
            throw new Unfollowed();
        }
        CatalogProbe.Change row = known(tracked).get(oid);
        return switch (tracked) {
            case PG_CLASS ->
                relation(oid, Map.of()).stream().mapToObj(Unit::relation).findFirst();
            case PG_PROC -> Optional.of(new Unit(oid, true));
            case PG_TYPE -> {
                if (row == null || row.mark().equals("o")) {
                    throw new Unfollowed();
                }
                yield Optional.empty();
            }
            default -> {
                if (row == null || (tracked == TrackedCatalog.PG_STATISTIC_EXT && isTemporary(row.owner()))) {
                    throw new Unfollowed();
                }
                yield relation(row.owner(), Map.of()).stream()
                        .mapToObj(Unit::relation)
                        .findFirst();
            }
        };
    }

    /**
     * The relation that is read together with one: the table of an index, the relation itself.
     *
     * @param gone relations that were there before
     * @return empty for what is not read, such as a temporary relation
     * @throws Unfollowed for the columns of a composite type
     */
    private OptionalLong relation(long oid, Map<Long, CatalogProbe.Change> gone) throws Unfollowed {
        CatalogProbe.Change row = known(TrackedCatalog.PG_CLASS).get(oid);
        CatalogProbe.Change relation = row == null ? gone.get(oid) : row;
        if (relation == null) {
            return OptionalLong.empty();
        }
        return switch (relation.mark()) {
            case "i", "I" -> {
                CatalogProbe.Change index = known(TrackedCatalog.PG_INDEX).get(oid);
                // An index that went is read no more, and its table does not depend on it.
                yield index == null ? OptionalLong.of(oid) : relation(index.owner(), gone);
            }
            case "t" -> relation.owner() == 0 ? OptionalLong.empty() : OptionalLong.of(relation.owner());
            case "c" -> throw new Unfollowed();
            case "x" -> OptionalLong.empty();
            default -> OptionalLong.of(oid);
        };
    }

    /** Whether there is a relation, or a function, of this OID. */
    boolean knows(Unit unit) {
        return known(unit.function() ? TrackedCatalog.PG_PROC : TrackedCatalog.PG_CLASS)
                        .get(unit.oid())
                != null;
    }

    /** Whether something in a catalogue belongs to one of these relations. */
    boolean hasAny(TrackedCatalog catalog, Collection<Long> relations) {
        return relations.stream().anyMatch(known(catalog)::has);
    }

    /** Whether no relation has a parent, is foreign, or has anything else that hardly any has, and that is asked for by joins. */
    boolean areUsual() {
        return known(TrackedCatalog.PG_INHERITS).size() == 0
                && known(TrackedCatalog.PG_FOREIGN_TABLE).size() == 0
                && known.values().stream().noneMatch(RowsByPage::hasUnusual);
    }

    private boolean isTemporary(long relation) {
        CatalogProbe.@Nullable Change row = known(TrackedCatalog.PG_CLASS).get(relation);
        return row != null && row.mark().equals("x");
    }

    private RowsByPage<Long, CatalogProbe.Change> known(TrackedCatalog catalog) {
        return Objects.requireNonNull(known.get(catalog));
    }

    /** Something changed that is not followed, so that everything has to be read. */
    static final class Unfollowed extends Exception {

        private static final long serialVersionUID = 1;

        Unfollowed() {
            super(null, null, false, false);
        }
    }

    /** What is read again as a whole. */
    record Unit(long oid, boolean function) {

        static Unit relation(long oid) {
            return new Unit(oid, false);
        }
    }

    /** A row of a catalogue that others may name. */
    record Root(String catalog, long oid) {}

    /**
     * What has changed.
     *
     * @param roots what was there before, so that others may depend on it
     */
    record Changed(Set<Unit> units, Set<Root> roots) {

        static final Changed NOTHING = new Changed(Set.of(), Set.of());
    }

    /** @param before whether what has changed of the relation was there before */
    private record Touched(long relation, boolean before) {}

    /** One probe that is taken in. */
    private final class Step {

        private final Set<Unit> units = new HashSet<>();
        private final Set<Root> roots = new HashSet<>();
        private final List<Touched> touched = new ArrayList<>();
        private final Map<Long, CatalogProbe.Change> goneRelations = new HashMap<>();
        private boolean unfollowed;

        void take(TrackedCatalog catalog, CatalogProbe.Row row, Keys keys) throws SQLException {
            RowsByPage<Long, CatalogProbe.Change> rows = known(catalog);
            for (CatalogProbe.Change change : row.changes()) {
                changed(catalog, change, rows.put(change.key(), change));
            }
            if (rows.size() != row.count()) {
                Set<Long> now = keys.of(catalog);
                remove(
                        catalog,
                        rows.keys().stream().filter(key -> !now.contains(key)).toList());
                unfollowed |= rows.size() != row.count();
            }
        }

        /** Take in all rows on some pages. */
        void take(TrackedCatalog catalog, PageProbe.Rows now, Set<Long> pages) {
            RowsByPage<Long, CatalogProbe.Change> rows = known(catalog);
            Set<Long> before = rows.on(pages);
            unfollowed |= now.unfollowed();
            for (CatalogProbe.Change change : now.changes()) {
                changed(catalog, change, rows.put(change.key(), change));
            }
            for (Long key : now.keys()) {
                // What is not new was there before.
                unfollowed |= rows.get(key) == null;
            }
            before.removeAll(now.keys());
            remove(catalog, before);
        }

        private void remove(TrackedCatalog catalog, Collection<Long> keys) {
            for (Long key : keys) {
                gone(catalog, Objects.requireNonNull(known(catalog).remove(key)));
            }
        }

        /** @param before those that may have gone */
        void take(Set<String> before, List<Dependency> now) {
            for (Dependency row : now) {
                before.remove(row.text());
                if (dependencies.put(row.text(), row) == null) {
                    touch(row);
                }
            }
            before.forEach(text -> touch(Objects.requireNonNull(dependencies.remove(text))));
        }

        private void touch(Dependency row) {
            // A member of an extension may be anything.
            unfollowed |= row.sequence().isEmpty();
            row.sequence().ifPresent(sequence -> touch(sequence, false));
        }

        private void changed(TrackedCatalog catalog, CatalogProbe.Change row, CatalogProbe.@Nullable Change before) {
            switch (catalog) {
                case PG_CLASS -> touch(row.key(), before != null);
                case PG_PROC -> units.add(new Unit(row.key(), true));
                case PG_TYPE -> type(row);
                case PG_TRIGGER -> {
                    touch(row.owner(), before != null);
                    touch(Long.parseLong(row.mark()), before != null);
                }
                default -> owned(catalog, row, before);
            }
            if (before != null && catalog != TrackedCatalog.PG_INHERITS) {
                roots.add(
                        catalog == TrackedCatalog.PG_INDEX
                                ? new Root(TrackedCatalog.PG_CLASS.table(), row.key())
                                : new Root(catalog.table(), row.key()));
            }
        }

        private void owned(TrackedCatalog catalog, CatalogProbe.Change row, CatalogProbe.@Nullable Change before) {
            // A constraint of a domain belongs to no relation.
            unfollowed |= catalog == TrackedCatalog.PG_CONSTRAINT && row.owner() == 0;
            // Statistics of a temporary table are in a schema that is read.
            unfollowed |= catalog == TrackedCatalog.PG_STATISTIC_EXT && isTemporary(row.owner());
            touch(row.owner(), before != null);
            if (before != null && before.owner() != row.owner()) {
                touch(before.owner(), true);
            }
        }

        private boolean isTemporary(long relation) {
            CatalogProbe.@Nullable Change gone = goneRelations.get(relation);
            return CatalogTracks.this.isTemporary(relation)
                    || (gone != null && gone.mark().equals("x"));
        }

        private void gone(TrackedCatalog catalog, CatalogProbe.Change row) {
            switch (catalog) {
                case PG_CLASS -> {
                    goneRelations.put(row.key(), row);
                    touch(row.key(), false);
                }
                case PG_PROC -> units.add(new Unit(row.key(), true));
                case PG_TYPE -> type(row);
                case PG_TRIGGER -> {
                    touch(row.owner(), false);
                    touch(Long.parseLong(row.mark()), false);
                }
                default -> owned(catalog, row, null);
            }
        }

        private void type(CatalogProbe.Change row) {
            if (row.mark().equals("c")) {
                touch(row.owner(), false);
            } else {
                unfollowed |= row.mark().equals("o");
            }
        }

        /**
         * Note that something of a relation has changed.
         *
         * @param before whether it was there before
         */
        void touch(long relation, boolean before) {
            if (relation != 0) {
                touched.add(new Touched(relation, before));
            }
        }

        Optional<Changed> outcome() {
            try {
                for (Touched one : touched) {
                    if (one.before() && known(TrackedCatalog.PG_CLASS).get(one.relation()) != null) {
                        // Also of a temporary one, which a function may name.
                        roots.add(new Root(TrackedCatalog.PG_CLASS.table(), one.relation()));
                    }
                    relation(one.relation(), goneRelations).ifPresent(unit -> {
                        units.add(Unit.relation(unit));
                        if (one.before()) {
                            roots.add(new Root(TrackedCatalog.PG_CLASS.table(), unit));
                        }
                    });
                }
            } catch (Unfollowed e) {
                return Optional.empty();
            }
            return unfollowed ? Optional.empty() : Optional.of(new Changed(units, roots));
        }
    }
}

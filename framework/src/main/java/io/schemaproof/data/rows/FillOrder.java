package io.schemaproof.data.rows;

import io.schemaproof.catalog.Table;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Puts parents before their children. A circle is opened at a foreign key that may be NULL, whose table is then visited twice,
 * or at one that can be deferred.
 */
final class FillOrder {

    private final Map<String, TargetTable> targets = new TreeMap<>();
    /** The tables that hold the rows of a name: itself, or the partitions below it. */
    private final Map<String, Set<String>> holders = new HashMap<>();

    private final Map<String, Map<String, ParentMode>> opened = new HashMap<>();

    private FillOrder(Collection<TargetTable> tables) {
        for (TargetTable table : tables) {
            targets.put(table.identity(), table);
            holders.computeIfAbsent(table.identity(), key -> new HashSet<>()).add(table.identity());
            Optional<Table> ancestor = table.table().partitionOf();
            while (ancestor.isPresent()) {
                holders.computeIfAbsent(ancestor.get().identity(), key -> new HashSet<>())
                        .add(table.identity());
                ancestor = ancestor.get().partitionOf();
            }
        }
    }

    static List<FillStep> of(Collection<TargetTable> tables) {
        return new FillOrder(tables).steps();
    }

    private List<FillStep> steps() {
        List<FillStep> first = new ArrayList<>();
        List<FillStep> again = new ArrayList<>();
        Map<String, TargetTable> rest = new LinkedHashMap<>(targets);
        while (!rest.isEmpty()) {
            List<TargetTable> ready = rest.values().stream()
                    .filter(table -> waitsFor(table, rest).isEmpty())
                    .toList();
            if (ready.isEmpty()) {
                open(rest);
                continue;
            }
            for (TargetTable table : ready) {
                rest.remove(table.identity());
                visit(table, first, again);
            }
        }
        first.addAll(again);
        if (!again.isEmpty()) {
            // What was visited twice has given the others parents only now.
            targets.values().forEach(table -> first.add(new FillStep(table, table.asked(), closed(table))));
        }
        return first;
    }

    /** The foreign keys whose parents have not been filled. */
    private List<ParentKey> waitsFor(TargetTable table, Map<String, TargetTable> rest) {
        Map<String, ParentMode> modes = opened.getOrDefault(table.identity(), Map.of());
        return table.parents().stream()
                .filter(key -> !table.isSelf(key) && !modes.containsKey(key.name()))
                .filter(key -> holders.getOrDefault(key.parent(), Set.of()).stream()
                        .anyMatch(holder -> rest.containsKey(holder) && !holder.equals(table.identity())))
                .toList();
    }

    private void open(Map<String, TargetTable> rest) {
        for (ParentMode mode : List.of(ParentMode.NULLS, ParentMode.PROVISIONAL, ParentMode.EXISTING)) {
            for (TargetTable table : rest.values()) {
                for (ParentKey key : waitsFor(table, rest)) {
                    boolean possible = switch (mode) {
                        case NULLS -> key.columns().stream().anyMatch(table::isNullable);
                        case PROVISIONAL -> key.deferrable();
                        // Nothing helps unless the parent has rows already.
                        default -> true;
                    };
                    if (possible && leadsBack(key, table, rest)) {
                        opened.computeIfAbsent(table.identity(), name -> new HashMap<>())
                                .put(key.name(), mode);
                        return;
                    }
                }
            }
        }
        throw new IllegalStateException("Tables wait for each other without a circle: " + rest.keySet());
    }

    private boolean leadsBack(ParentKey key, TargetTable table, Map<String, TargetTable> rest) {
        Deque<String> open = new ArrayDeque<>(holders.getOrDefault(key.parent(), Set.of()));
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String next = open.pop();
            if (next.equals(table.identity())) {
                return true;
            }
            TargetTable parent = rest.get(next);
            if (parent != null) {
                for (ParentKey further : waitsFor(parent, rest)) {
                    holders.getOrDefault(further.parent(), Set.of()).stream()
                            .filter(seen::add)
                            .forEach(open::push);
                }
            }
        }
        return false;
    }

    private void visit(TargetTable table, List<FillStep> first, List<FillStep> again) {
        Map<String, ParentMode> usual = new HashMap<>();
        table.parents().forEach(key -> usual.put(key.name(), ParentMode.EXISTING));
        Map<String, ParentMode> modes = new HashMap<>(usual);
        modes.putAll(opened.getOrDefault(table.identity(), Map.of()));
        boolean later = modes.containsValue(ParentMode.NULLS);
        long asked = later ? Math.max(Math.min(1, table.asked()), table.asked() / 2) : table.asked();
        Map<String, ParentMode> roots = new HashMap<>(modes);
        for (ParentKey key : table.parents()) {
            if (table.isSelf(key)) {
                boolean optional = key.columns().stream().anyMatch(table::isNullable);
                roots.put(key.name(), optional ? ParentMode.NULLS : ParentMode.ITSELF);
            }
        }
        if (!roots.equals(modes)) {
            // Roots, their children, and then children of any of them.
            first.add(new FillStep(table, Math.min(asked, 1 + asked / 10), roots));
            first.add(new FillStep(table, Math.max(1, asked / 2), modes));
        }
        first.add(new FillStep(table, asked, modes));
        if (later) {
            again.add(new FillStep(table, table.asked(), closed(table)));
        }
    }

    /** All foreign keys refer to rows that exist, but for those whose check is put off in any case. */
    private Map<String, ParentMode> closed(TargetTable table) {
        Map<String, ParentMode> modes = new HashMap<>();
        Map<String, ParentMode> known = opened.getOrDefault(table.identity(), Map.of());
        table.parents()
                .forEach(key -> modes.put(
                        key.name(),
                        known.get(key.name()) == ParentMode.PROVISIONAL
                                ? ParentMode.PROVISIONAL
                                : ParentMode.EXISTING));
        return modes;
    }
}

package io.schemaproof.data.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which columns foreign keys decide, and how.
 *
 * @param parents the rows that are referred to
 * @param holders for each column the alias of the parent rows that hold its value
 * @param copies columns that repeat another column of the same row
 * @param nulled columns that are NULL for now
 */
record ParentColumns(
        List<ParentRows> parents, Map<String, String> holders, Map<String, String> copies, Set<String> nulled) {

    static ParentColumns of(TargetTable table, Map<String, ParentMode> modes) {
        List<ParentRows> parents = new ArrayList<>();
        Map<String, String> holders = new HashMap<>();
        for (ParentKey key : table.parents()) {
            if (modes.get(key.name()) == ParentMode.EXISTING) {
                List<String> bound =
                        key.columns().stream().filter(holders::containsKey).toList();
                List<String> own = key.columns().stream()
                        .filter(name -> !holders.containsKey(name))
                        .toList();
                String alias = "p" + parents.size();
                parents.add(new ParentRows(alias, key, table, bound, own));
                own.forEach(name -> holders.put(name, alias));
            }
        }
        Map<String, String> copies = new HashMap<>();
        Set<String> nulled = new HashSet<>();
        for (ParentKey key : table.parents()) {
            ParentMode mode = modes.getOrDefault(key.name(), ParentMode.EXISTING);
            for (int i = 0; i < key.columns().size(); i++) {
                String name = key.columns().get(i);
                String referenced = key.referenced().get(i);
                if (holders.containsKey(name)) {
                    continue;
                }
                if (mode == ParentMode.ITSELF) {
                    table.columns().stream()
                            .filter(column -> column.quoted().equals(referenced)
                                    && !column.name().equals(name))
                            .forEach(column -> copies.put(name, column.name()));
                } else if (mode == ParentMode.NULLS && table.isNullable(name)) {
                    nulled.add(name);
                }
            }
        }
        return new ParentColumns(List.copyOf(parents), Map.copyOf(holders), Map.copyOf(copies), Set.copyOf(nulled));
    }
}

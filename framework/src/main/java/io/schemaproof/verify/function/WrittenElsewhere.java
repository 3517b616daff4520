package io.schemaproof.verify.function;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a trigger has done in another way what it was asked for: marked a row as gone, merged it into another one, or put it into another
 * table that can hold it. A line in a log is nothing of the kind.
 *
 * @param same the table with its partitions and what inherits from it
 * @param alike other tables that have all the columns of a row
 * @param known all tables; a trigger may make a partition before it puts a row there
 */
record WrittenElsewhere(Set<String> same, Set<String> alike, Set<String> known) {

    private static final String COUNTERS =
            "SELECT format('%I.%I', schemaname, relname), n_tup_ins, n_tup_upd, n_tup_del FROM pg_catalog.pg_stat_xact_user_tables"
                    + " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0";

    /** How many rows of each table were written so far. */
    record Counters(Map<String, Map<RowWrite, Long>> tables) {

        static Counters read(Statement statement) throws SQLException {
            Map<String, Map<RowWrite, Long>> tables = new HashMap<>();
            try (ResultSet row = statement.executeQuery(COUNTERS)) {
                while (row.next()) {
                    tables.put(
                            row.getString(1),
                            Map.of(
                                    RowWrite.INSERT, row.getLong(2),
                                    RowWrite.UPDATE, row.getLong(3),
                                    RowWrite.DELETE, row.getLong(4)));
                }
            }
            return new Counters(tables);
        }

        private long of(String table, RowWrite write) {
            return tables.getOrDefault(table, Map.of()).getOrDefault(write, 0L);
        }
    }

    static WrittenElsewhere of(Catalog catalog, Table table) {
        Set<String> same = new HashSet<>();
        addTree(table, same);
        Set<String> names = new RowWriteTexts(table).ownNames();
        Set<String> alike = catalog.tables().stream()
                .filter(other ->
                        !names.isEmpty() && new RowWriteTexts(other).ownNames().containsAll(names))
                .map(Table::identity)
                .filter(other -> !same.contains(other))
                .collect(Collectors.toSet());
        Set<String> known = catalog.tables().stream().map(Table::identity).collect(Collectors.toSet());
        return new WrittenElsewhere(same, alike, known);
    }

    private static void addTree(Table table, Set<String> same) {
        if (same.add(table.identity())) {
            table.partitions().forEach(part -> addTree(part, same));
            table.inheritors().forEach(child -> addTree(child, same));
        }
    }

    /** Whether that was done meanwhile. */
    boolean between(Counters earlier, Counters later, RowWrite write) {
        return later.tables().keySet().stream()
                .anyMatch(table -> (same.contains(table) || !known.contains(table))
                        ? Stream.of(RowWrite.values()).anyMatch(any -> later.of(table, any) > earlier.of(table, any))
                        : alike.contains(table) && later.of(table, write) > earlier.of(table, write));
    }
}

package io.schemaproof.verify.assumption;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows that refer to none, although a foreign key says that they do. */
public final class Orphans {

    private Orphans() {}

    /**
     * What is true of such a row.
     *
     * @param table that has the key; its row is {@code c}
     * @param parents where the rows are that are referred to, as in {@code FROM}
     */
    public static String condition(Table table, ForeignKey key, String parents) {
        return condition(table, key, parents, "c");
    }

    /**
     * The same of a row that is called otherwise.
     *
     * @param row a name, or the table's identity
     */
    static String condition(Table table, ForeignKey key, String parents, String row) {
        List<String> columns = table.quoted(key.columns());
        List<String> referenced = referenced(key);
        String same = IntStream.range(0, columns.size())
                .mapToObj(i -> "p." + referenced.get(i) + " = " + row + "." + columns.get(i))
                .collect(Collectors.joining(" AND "));
        String given =
                columns.stream().map(name -> row + "." + name + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String some =
                columns.stream().map(name -> row + "." + name + " IS NOT NULL").collect(Collectors.joining(" OR "));
        String orphan = "NOT EXISTS (SELECT FROM " + parents + " p WHERE " + same + ")";
        return key.match() == ForeignKey.MatchType.FULL && columns.size() > 1
                ? "(" + some + ") AND (NOT (" + given + ") OR " + orphan + ")"
                : given + " AND " + orphan;
    }

    /** The referenced columns as SQL writes them, also of a table that is not in the catalogue. */
    static List<String> referenced(ForeignKey key) {
        return key.references()
                .map(parent -> parent.quoted(key.referencedColumns()))
                .orElseGet(() -> key.referencedColumns().stream()
                        .map(SqlText::identifier)
                        .toList());
    }
}

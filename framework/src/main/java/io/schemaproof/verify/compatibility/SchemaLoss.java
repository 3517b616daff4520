package io.schemaproof.verify.compatibility;

import io.schemaproof.base.SqlTokens;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.query.StatementKind;
import io.schemaproof.query.named.NamedQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a query names and an up has taken away or given another name, with what to write instead. It reads the words of the query and
 * may misread them: it is a help, and no evidence.
 */
final class SchemaLoss {

    private final Catalog before;
    private final Catalog after;

    SchemaLoss(Catalog before, Catalog after) {
        this.before = before;
        this.after = after;
    }

    /** The words of a query, as they are stored. */
    static Set<String> words(String sql) {
        return SqlTokens.of(sql).stream()
                .map(token -> token.startsWith("\"") && token.length() > 1
                        ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
                        : token.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    /** The table of an INSERT that says what becomes of rows that are there, as it is written. */
    static Optional<String> conflictTarget(String sql) {
        List<String> tokens = SqlTokens.of(sql);
        int into = IntStream.range(0, tokens.size())
                .filter(i -> tokens.get(i).equalsIgnoreCase("into"))
                .findFirst()
                .orElse(tokens.size());
        if (into + 1 >= tokens.size() || tokens.stream().noneMatch("conflict"::equalsIgnoreCase)) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder(tokens.get(into + 1));
        for (int i = into + 2; i + 1 < tokens.size() && tokens.get(i).equals("."); i += 2) {
            name.append('.').append(tokens.get(i + 1));
        }
        return Optional.of(name.toString());
    }

    /** The tables of before that a query names. */
    List<Table> tables(String sql) {
        Set<String> words = words(sql);
        return before.tables().stream()
                .filter(table -> words.contains(table.name()))
                .toList();
    }

    /** Steps that keep what the query names until nobody sends it. */
    String remedy(String sql, String service) {
        return remedy(sql, service, Set.of());
    }

    /**
     * The same.
     *
     * @param returned columns that it names by a star
     */
    String remedy(String sql, String service, Set<String> returned) {
        Set<String> words = new HashSet<>(words(sql));
        words.addAll(returned);
        List<String> steps = new ArrayList<>();
        for (Table table : tables(sql)) {
            Optional<Table> now = after.table(table.identity())
                    .filter(found -> found.identity().equals(table.identity()));
            if (now.isPresent()) {
                steps.addAll(columns(table, now.get(), words, service));
            } else if (after.view(table.identity()).isEmpty()) {
                steps.add(table(table, service));
            }
        }
        return steps.isEmpty()
                ? "Expand, then contract: keep what the query uses beside what is new, let " + service
                        + " use the new, and take the old away in a later release."
                : String.join("\n", steps);
    }

    /** What lets {@code ON CONFLICT} go on: the unique indexes that are gone. */
    String uniqueRemedy(String sql, String service) {
        Set<String> now = after.indexes().stream().map(Index::identity).collect(Collectors.toSet());
        String gone = tables(sql).stream()
                .flatMap(table -> table.indexes().stream())
                .filter(index -> index.isUnique() && !now.contains(index.identity()))
                .map(index -> "\n" + index.definition() + ";")
                .collect(Collectors.joining());
        return "ON CONFLICT needs a unique index on its columns. Keep it as long as " + service
                + " writes so, or make another one first:"
                + (gone.isEmpty() ? " CREATE UNIQUE INDEX CONCURRENTLY …" : gone);
    }

    /** What lets a role go on that may not do any more what it did. */
    String grant(NamedQuery query) {
        String tables = tables(query.sql()).stream().map(Table::identity).collect(Collectors.joining(", "));
        String privilege = query.kind() == StatementKind.SELECT ? "SELECT" : "SELECT, " + query.kind();
        return "Give the role back in the same migration what it had:\nGRANT " + privilege + " ON "
                + (tables.isEmpty() ? "…" : tables) + " TO "
                + query.session().role().orElse("…") + ";";
    }

    private String table(Table table, String service) {
        List<String> columns = table.columns().stream().map(Column::name).toList();
        List<Table> same = after.tables().stream()
                .filter(other -> before.table(other.identity()).isEmpty()
                        && other.columns().stream().map(Column::name).toList().equals(columns))
                .toList();
        return same.size() == 1
                ? "In the same migration:\nCREATE VIEW " + table.identity() + " AS SELECT * FROM "
                        + same.get(0).identity() + ";\nIn a later release, when " + service
                        + " does not name it:\nDROP VIEW "
                        + table.identity() + ";"
                : "Leave the table for now. In a later release, when " + service + " does not name it:\nDROP TABLE "
                        + table.identity() + ";";
    }

    private static List<String> columns(Table table, Table now, Set<String> words, String service) {
        List<Column> added = now.columns().stream()
                .filter(column -> table.column(column.name()).isEmpty())
                .toList();
        List<String> steps = new ArrayList<>();
        for (Column column : table.columns()) {
            if (now.column(column.name()).isEmpty() && words.contains(column.name())) {
                steps.add(column(table, column, added, service));
            }
        }
        return steps;
    }

    private static String column(Table table, Column column, List<Column> added, String service) {
        String drop = "In a later release, when " + service + " does not name it:\nALTER TABLE " + table.identity()
                + " DROP COLUMN " + column.quotedName() + ";";
        List<Column> same = added.stream()
                .filter(other -> other.type().equals(column.type()))
                .toList();
        return same.size() == 1
                ? "Expand, then contract. In this migration:\nALTER TABLE " + table.identity() + " ADD COLUMN "
                        + same.get(0).quotedName() + " " + column.type()
                        + ";\nThen write both, from the application or by a trigger, and fill the new one in batches. "
                        + drop
                : "Leave the column for now. " + drop;
    }
}

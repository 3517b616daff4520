package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Find the parts of a table by name or by columns, and word it when they are not there. */
final class TableLookup {

    private static final Comparator<Index> BEST = Comparator.comparing(
                    (Index index) -> index.predicate().isPresent())
            .thenComparing(index -> !index.isValid());

    private TableLookup() {}

    static Optional<Index> index(Table table, String name) {
        return table.index(Names.column(name));
    }

    /** The index with these keys; one that holds all rows goes before a partial one, a valid one before an invalid. */
    static Optional<Index> index(Schema schema, Table table, Columns keys) {
        IndexKeys expected = new IndexKeys(schema, table.identity(), keys.names());
        Index best = null;
        for (Index index : table.indexes()) {
            if (expected.match(index) && (best == null || BEST.compare(index, best) < 0)) {
                best = index;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The failure if no valid index of all rows has exactly these keys. */
    static Optional<Failure> wholeIndex(Schema schema, Table table, String... keys) {
        IndexKeys expected = new IndexKeys(schema, table.identity(), List.of(keys));
        List<Index> same = table.indexes().stream().filter(expected::match).toList();
        if (same.stream().anyMatch(index -> index.predicate().isEmpty() && new IndexState(index).usable())) {
            return Optional.empty();
        }
        Optional<String> unknown = expected.unknown(table);
        if (unknown.isPresent()) {
            return unknown.map(column -> ColumnSets.missing(table.columns(), column));
        }
        List<Index> near = same.isEmpty() ? table.indexes() : same;
        return Optional.of(Failure.expected("a valid index of all rows on " + expected)
                .butWas("an index on " + expected, same.isEmpty() ? "no such index" : briefly(near))
                .line(expected.refusal())
                .line(same.isEmpty() ? "Indexes of the table: " + briefly(near) : "")
                .suggest("CREATE INDEX ON " + table.identity() + " " + expected + ";"));
    }

    static Failure noIndex(Table table, String what) {
        List<String> names = table.indexes().stream().map(TypedObject::name).toList();
        return Failure.expected("index " + what + " to exist")
                .butWas(what, "no such index")
                .line(Names.didYouMean(what, names))
                .line("Indexes of the table: " + briefly(table.indexes()));
    }

    private static String briefly(List<Index> indexes) {
        return indexes.isEmpty()
                ? "none"
                : indexes.stream()
                        .map(index -> Names.quote(index.name()) + " " + new IndexState(index).brief())
                        .collect(Collectors.joining("; "));
    }

    static Optional<CheckConstraint> check(Table table, String name) {
        String folded = Names.column(name);
        return table.checks().stream()
                .filter(check -> check.name().equals(folded))
                .findFirst();
    }

    static Failure noCheck(Table table, String name) {
        List<String> names = table.checks().stream().map(TypedObject::name).toList();
        return Failure.expected("check constraint " + name + " to exist")
                .butWas(name, "no such check constraint")
                .line(Names.didYouMean(Names.column(name), names))
                .line("Checks of the table: "
                        + (names.isEmpty()
                                ? "none"
                                : table.checks().stream()
                                        .map(check -> Names.quote(check.name()) + " " + check.definition())
                                        .collect(Collectors.joining("; "))));
    }

    static Failure noForeignKey(Table table, Columns columns, List<ForeignKey> found) {
        Failure failure = Failure.expected("one foreign key on " + columns)
                .butWas(
                        "FOREIGN KEY " + columns,
                        found.isEmpty() ? "no such foreign key" : found.size() + " foreign keys");
        List<ForeignKey> shown = found.isEmpty() ? table.foreignKeys() : found;
        return failure.line("Foreign keys of the table: "
                + (shown.isEmpty()
                        ? "none"
                        : shown.stream()
                                .map(key -> Names.quote(key.name()) + " " + key.definition())
                                .collect(Collectors.joining("; "))));
    }
}

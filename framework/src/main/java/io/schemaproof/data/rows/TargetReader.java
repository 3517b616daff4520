package io.schemaproof.data.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Takes from the catalogue what the rows of a table must satisfy. */
final class TargetReader {

    private final Catalog catalog;
    private final Types types;
    /** The condition of each partition, its ancestors' included. */
    private final Map<String, String> bounds;
    /** Bodies by how a call of them begins. */
    private final SortedMap<String, String> functions = new TreeMap<>();

    TargetReader(Catalog catalog, Types types, Map<String, String> bounds) {
        this.catalog = catalog;
        this.types = types;
        this.bounds = bounds;
        for (Function function : catalog.functions()) {
            if (function.extension().isEmpty()) {
                String call =
                        function.identity().substring(0, function.identity().indexOf('(') + 1);
                functions.merge(call, function.body(), (one, other) -> one + "\n" + other);
            }
        }
    }

    TargetTable read(Table table, long asked) {
        List<TargetColumn> columns = table.columns().stream()
                .map(column -> TargetColumn.of(column, types))
                .toList();
        List<RowCheck> checks = table.checks().stream()
                .filter(CheckConstraint::isEnforced)
                .flatMap(check -> parts(check.expression(), table, false))
                .collect(Collectors.toCollection(ArrayList::new));
        Optional.ofNullable(bounds.get(table.identity()))
                .ifPresent(bound -> parts(bound, table, true).forEach(checks::add));
        List<UniqueKey> unique = table.indexes().stream()
                .filter(index -> index.isUnique() || index.object().is("exclusion"))
                .map(index -> unique(index, table))
                .sorted(Comparator.comparing((UniqueKey key) -> !key.plain())
                        .thenComparing(key -> key.columns().size())
                        .thenComparing(UniqueKey::name))
                .toList();
        List<String> texts = table.indexes().stream()
                .flatMap(index -> index.predicate().stream())
                .toList();
        // A deferrable key, or a rule, and the server takes no ON CONFLICT.
        boolean skipping = table.indexes().stream()
                        .noneMatch(
                                index -> index.object().attribute("immediate").isPresent())
                && catalog.children(table.id()).stream()
                        .noneMatch(part -> part.id().kind() == ObjectKind.RULE);
        return new TargetTable(table, columns, parents(table), unique, List.copyOf(checks), texts, skipping, asked);
    }

    private static Stream<RowCheck> parts(String condition, Table table, boolean bound) {
        return Conjuncts.of(condition).stream().map(part -> new RowCheck(part, mentioned(part, table), bound));
    }

    private static Set<String> mentioned(String expression, Table table) {
        return table.columns().stream()
                .filter(column -> SqlLiterals.mentions(expression, column.quotedName()))
                .map(Column::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static UniqueKey unique(Index index, Table table) {
        Set<String> columns = index.keys().stream()
                .flatMap(key ->
                        key.isColumn() ? origins(key.expression(), table) : mentioned(key.expression(), table).stream())
                .collect(Collectors.toUnmodifiableSet());
        boolean plain = index.keys().stream().allMatch(key -> key.isColumn())
                && columns.containsAll(index.columns())
                && index.predicate().isEmpty()
                && !index.object().is("exclusion");
        return new UniqueKey(index.name(), columns, plain, index.predicate().isPresent(), !index.isNullsNotDistinct());
    }

    /** The column, or those that a generated column is computed from. */
    private static Stream<String> origins(String name, Table table) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .flatMap(column -> column.generationExpression()
                        .map(expression -> mentioned(expression, table).stream())
                        .orElseGet(() -> Stream.of(name)));
    }

    private static List<ParentKey> parents(Table table) {
        return table.foreignKeys().stream()
                .filter(ForeignKey::isEnforced)
                // The server makes one more for each partition of the referenced table.
                .filter(key -> key.object()
                        .attribute("parent constraint")
                        .map(parent -> !parent.startsWith(table.identity() + "."))
                        .orElse(true))
                .map(TargetReader::parent)
                // The least free ones choose their rows first.
                .sorted(Comparator.comparing((ParentKey key) -> key.columns().stream()
                                .allMatch(name -> table.columns().stream()
                                        .anyMatch(column -> column.name().equals(name) && column.isNullable())))
                        .thenComparing(key -> -key.columns().size())
                        .thenComparing(ParentKey::name))
                .toList();
    }

    private static ParentKey parent(ForeignKey key) {
        Optional<Table> parent = key.references();
        boolean partitioned = parent.map(Table::isPartitioned).orElse(false);
        List<String> referenced = key.referencedColumns().stream()
                .map(name -> parent.flatMap(table -> table.columns().stream()
                                .filter(column -> column.name().equals(name))
                                .findFirst())
                        .map(Column::quotedName)
                        .orElse(SqlText.identifier(name)))
                .toList();
        return new ParentKey(
                key.name(),
                key.columns(),
                key.referencedTable(),
                (partitioned ? "" : "ONLY ") + key.referencedTable(),
                referenced,
                key.isDeferrable());
    }

    /** The expressions that decide on a column: checks, those of its domains, and the bodies of functions they call. */
    List<String> expressions(TargetTable table, TargetColumn column) {
        List<String> found = new ArrayList<>();
        table.checks().stream()
                .filter(check -> check.columns().contains(column.name()))
                .forEach(check -> found.add(check.expression()));
        table.texts().stream()
                .filter(text -> SqlLiterals.mentions(text, column.quoted()))
                .forEach(found::add);
        column.defaultExpression().ifPresent(found::add);
        return withFunctions(found, column.type());
    }

    /** The same of a type alone. */
    List<String> expressions(String type) {
        return withFunctions(new ArrayList<>(), type);
    }

    private List<String> withFunctions(List<String> found, String type) {
        found.addAll(domainChecks(type));
        List<String> bodies = found.isEmpty()
                ? List.of()
                : functions.entrySet().stream()
                        .filter(function -> found.stream().anyMatch(text -> text.contains(function.getKey())))
                        .map(Map.Entry::getValue)
                        .toList();
        found.addAll(bodies);
        // An OID is another one in the next database, and no value.
        found.replaceAll(text -> text.replaceAll("'\\d+'::oid", ""));
        return found;
    }

    private List<String> domainChecks(String type) {
        List<String> found = new ArrayList<>();
        TypeInfo info = types.of(type);
        while (info.isDomain()) {
            catalog.domain(info.name())
                    .ifPresent(domain -> domain.constraints()
                            .forEach(check ->
                                    check.object().attribute("expression").ifPresent(found::add)));
            info = types.of(info.part().orElseThrow());
        }
        if (info.array()) {
            found.addAll(domainChecks(info.part().orElseThrow()));
        }
        return found;
    }
}

package io.schemaproof.query;

import io.schemaproof.query.ConditionText.Comparison;
import io.schemaproof.query.ConditionText.Term;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Derive from a plan which indexes on a table are worth trying, the shorter ones first. */
final class IndexCandidates {

    private static final int MOST_EQUAL = 3;
    private static final List<String> CONDITIONS =
            List.of("Index Cond", "Recheck Cond", "Filter", "Join Filter", "Hash Cond", "Merge Cond");

    private IndexCandidates() {}

    /**
     * The part of {@code CREATE INDEX} after the table's name.
     *
     * @param relations the table with its partitions
     */
    static List<String> of(QueryPlan plan, Set<Relation> relations) {
        ConditionText reader = new ConditionText(aliases(plan, relations));
        Set<String> equal = new LinkedHashSet<>();
        Set<String> range = new LinkedHashSet<>();
        Set<String> contained = new LinkedHashSet<>();
        plan.nodes()
                .flatMap(node -> CONDITIONS.stream().flatMap(name -> node.attribute(name).stream()))
                .flatMap(condition -> reader.terms(condition).stream())
                .forEach(term -> set(term, equal, range, contained).add(term.key()));
        List<String> first = equal.stream().limit(MOST_EQUAL).toList();
        Set<List<String>> keys = new LinkedHashSet<>();
        equal.forEach(key -> keys.add(List.of(key)));
        range.forEach(key -> keys.add(List.of(key)));
        List<String> sort = sort(plan, reader);
        keys.add(sort);
        keys.add(first);
        range.stream().limit(2).forEach(key -> keys.add(joined(first, List.of(key))));
        keys.add(joined(first, sort));
        Stream<String> trees =
                keys.stream().filter(list -> !list.isEmpty()).map(list -> "(" + String.join(", ", list) + ")");
        Stream<String> inverted = contained.stream().map(key -> "USING gin (" + key + ")");
        return Stream.concat(trees, inverted).distinct().toList();
    }

    private static Set<String> set(Term term, Set<String> equal, Set<String> range, Set<String> contained) {
        if (term.comparison() == Comparison.EQUAL) {
            return equal;
        }
        return term.comparison() == Comparison.RANGE ? range : contained;
    }

    private static List<String> joined(List<String> first, List<String> then) {
        List<String> all = new ArrayList<>(first);
        then.stream()
                .filter(key -> !first.contains(key.replaceFirst(" (DESC|NULLS).*$", "")))
                .forEach(all::add);
        return all;
    }

    /** The keys of the first sort that sorts by this table alone. */
    private static List<String> sort(QueryPlan plan, ConditionText reader) {
        return plan.nodes()
                .filter(PlanNode::isSort)
                .map(PlanNode::sortKeys)
                .map(keys -> keys.stream()
                        .flatMap(key -> {
                            String order = key.replaceFirst(
                                    "^.*?((?: COLLATE \\S+)?(?: DESC)?(?: NULLS (?:FIRST|LAST))?)$", "$1");
                            return reader
                                    .key(key.substring(0, key.length() - order.length()))
                                    .map(k -> k + order)
                                    .stream();
                        })
                        .toList())
                .filter(keys -> !keys.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** A partition has the alias of its table with a number. */
    private static Set<String> aliases(QueryPlan plan, Set<Relation> relations) {
        return plan.nodes()
                .filter(node -> node.relation().filter(relations::contains).isPresent())
                .flatMap(node -> node.alias().stream())
                .flatMap(alias -> Stream.of(alias, alias.replaceFirst("_\\d+$", "")))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}

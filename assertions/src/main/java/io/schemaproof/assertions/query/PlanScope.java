package io.schemaproof.assertions.query;

import io.schemaproof.query.PlanNode;
import io.schemaproof.query.Relation;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The nodes of a plan that an assertion speaks of.
 *
 * @param phrase what messages call it; empty for the whole plan
 * @param relations the table with its partitions; empty for the whole plan
 * @param nodes which nodes belong to it
 */
record PlanScope(String phrase, Set<Relation> relations, Predicate<PlanNode> nodes) {

    static final PlanScope WHOLE = new PlanScope("", Set.of(), node -> true);

    /** The scans of a table, its partitions and children. */
    static PlanScope table(Relation table, Set<Relation> withPartitions) {
        return new PlanScope(
                table.toString(),
                withPartitions,
                node -> node.isScan() && withPartitions.contains(node.relation().orElseThrow()));
    }

    /** The scans of one of several uses of a table. */
    static PlanScope alias(String alias) {
        // In a plan the partitions of t stand as t_1, t_2 and so on.
        String numbered = Pattern.quote(alias) + "_\\d+";
        return new PlanScope(
                "alias " + alias,
                Set.of(),
                node -> node.isScan()
                        && node.alias()
                                .filter(name -> name.equals(alias)
                                        || (node.parentRelationship().equals("Member") && name.matches(numbered)))
                                .isPresent());
    }

    boolean isWhole() {
        return phrase.isEmpty();
    }

    /** The phrase as the end of a sentence: {@code  of public.orders}. */
    String of() {
        return isWhole() ? "" : " of " + phrase;
    }
}

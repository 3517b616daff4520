package io.schemaproof.verify.compatibility;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Index;
import io.schemaproof.query.PlanNode;
import io.schemaproof.query.PlanShape;
import io.schemaproof.query.QueryPlan;
import io.schemaproof.query.Relation;
import io.schemaproof.query.named.NamedQuery;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.PolicyRule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says whether the server has to do more for a query than before an up. */
final class PlanJudge {

    /** From here on another plan is worse, and not only other. */
    private static final int TIMES = 2;
    /** Pages; fewer are noise of tables that are almost empty. */
    private static final int MORE = 8;

    private final JudgedScript judged;
    private final Catalog before;
    private final Catalog after;
    private final ShownPlans shown = new ShownPlans();

    PlanJudge(JudgedScript judged, Catalog before, Catalog after) {
        this.judged = judged;
        this.before = before;
        this.after = after;
    }

    /** What was seen of the plans that were judged. */
    List<Evidence> evidence() {
        return shown.evidence();
    }

    List<Finding> judge(SentQuery sent, QueryRun now) {
        return sent.run()
                .plans()
                .flatMap(was -> now.plans().map(is -> judge(sent.query(), was, is)))
                .orElse(List.of());
    }

    private List<Finding> judge(NamedQuery query, QueryPlans was, QueryPlans is) {
        shown.costs(query, was, is);
        List<Relation> whole = newlyWhole(was, is);
        if (was.searched() > is.searched() && !whole.isEmpty()) {
            shown.plans(query, was.searches(), is.searches(), readingWhole(is, whole));
            return List.of(indexLost(query, was, is, whole));
        }
        if (is.sorts() > was.sorts()) {
            shown.plans(
                    query,
                    was.ordered(),
                    is.ordered(),
                    is.ordered().nodes().filter(PlanNode::isSort).toList());
            return List.of(worse(
                    query,
                    was,
                    is,
                    "has to sort " + judged.after() + " what an index gave in order before:\n" + shape(is.ordered()),
                    lostIndexes(was.ordered().nodes())));
        }
        return chosen(query, was, is).stream().toList();
    }

    private static List<Relation> newlyWhole(QueryPlans was, QueryPlans is) {
        Map<Relation, Long> before = was.readWhole();
        return is.readWhole().entrySet().stream()
                .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0L))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<PlanNode> readingWhole(QueryPlans is, List<Relation> whole) {
        return is.searches()
                .nodes()
                .filter(QueryPlans::readsWhole)
                .filter(node -> node.relation().filter(whole::contains).isPresent())
                .toList();
    }

    private Finding indexLost(NamedQuery query, QueryPlans was, QueryPlans is, List<Relation> whole) {
        String tables = whole.stream().map(Relation::toString).collect(Collectors.joining(", "));
        List<String> lost = lostIndexes(was.searches()
                .nodes()
                .filter(node -> node.relation().filter(whole::contains).isPresent()));
        Map<String, String> facts = figures(was, is);
        facts.put("tables", tables);
        return QueryFindings.of(
                PolicyRule.QUERY_INDEX_LOST,
                query,
                QueryFindings.place(judged.script(), Optional.empty(), words(was, whole)),
                "finds its rows by no index any more " + judged.after() + ", and reads all of " + tables
                        + ". Before, where the server was made to use one:\n" + shape(was.searches()) + "\nNow:\n"
                        + shape(is.searches()),
                "Each of these requests takes the longer, the larger the table is.",
                lost.isEmpty()
                        ? "The index is still there, and the statement cannot be searched by it: another type is compared, or a view with LIMIT,"
                                + " DISTINCT or an aggregate stands in between. Keep what was there until "
                                + query.service()
                                + " does not need it, or make an index on what is compared now."
                        : "Leave it there as long as " + query.service()
                                + " searches by it, or make another one that serves before it goes:\n"
                                + String.join("\n", lost),
                facts);
    }

    private static List<String> words(QueryPlans was, List<Relation> whole) {
        List<String> words = new ArrayList<>();
        was.searches().nodes().flatMap(node -> node.indexName().stream()).forEach(words::add);
        whole.forEach(relation -> words.add(relation.name()));
        return words;
    }

    /** The indexes of before that are not there any more, as SQL that makes them. */
    private List<String> lostIndexes(Stream<PlanNode> nodes) {
        return nodes.flatMap(node -> node.index().stream())
                .distinct()
                .filter(index -> find(after, index).isEmpty())
                .flatMap(index -> find(before, index).stream())
                .map(index -> index.definition().replaceFirst(" INDEX ", " INDEX CONCURRENTLY ") + ";")
                .toList();
    }

    private static Optional<Index> find(Catalog catalog, Relation relation) {
        return catalog.indexes().stream()
                .filter(index ->
                        index.schema().equals(relation.schema()) && index.name().equals(relation.name()))
                .findFirst();
    }

    private Optional<Finding> chosen(NamedQuery query, QueryPlans was, QueryPlans is) {
        if (was.chosen().isEmpty() || is.chosen().isEmpty()) {
            return Optional.empty();
        }
        QueryPlan former = was.chosen().get();
        QueryPlan now = is.chosen().get();
        long pages = former.buffers().orElse(0);
        long more = now.buffers().orElse(0);
        boolean worse = more >= TIMES * pages
                && more >= pages + MORE
                && !PlanShape.of(former).equals(PlanShape.of(now));
        if (worse) {
            shown.plans(query, former, now, mostPages(now));
        }
        return worse
                ? Optional.of(worse(
                        query,
                        was,
                        is,
                        "touches " + more + " pages " + judged.after() + " and " + pages
                                + " before, for the same values, by another plan. Before:\n" + shape(former)
                                + "\nNow:\n" + shape(now),
                        lostIndexes(former.nodes())))
                : Optional.empty();
    }

    private static List<PlanNode> mostPages(QueryPlan plan) {
        return plan.nodes().max(Comparator.comparingLong(PlanNode::ownBuffers)).stream()
                .toList();
    }

    private Finding worse(NamedQuery query, QueryPlans was, QueryPlans is, String what, List<String> lost) {
        return QueryFindings.of(
                PolicyRule.QUERY_PLAN_WORSE,
                query,
                QueryFindings.place(
                        judged.script(),
                        Optional.empty(),
                        Stream.concat(was.ordered().nodes(), was.searches().nodes())
                                .flatMap(node -> Stream.concat(
                                        node.indexName().stream(), node.relation().map(Relation::name).stream()))
                                .toList()),
                what,
                "On tables of production's size the difference is larger than on these.",
                lost.isEmpty()
                        ? "Look at the plan on production's rows before the migration is applied there."
                        : "Leave it there as long as " + query.service() + " needs it:\n" + String.join("\n", lost),
                figures(was, is));
    }

    /** Without its conditions, which show values of rows. */
    private static String shape(QueryPlan plan) {
        return PlanShape.of(plan).toString().indent(2).stripTrailing();
    }

    private static Map<String, String> figures(QueryPlans was, QueryPlans is) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("searchedBefore", String.valueOf(was.searched()));
        facts.put("searchedAfter", String.valueOf(is.searched()));
        was.chosen()
                .ifPresent(former -> is.chosen().ifPresent(now -> {
                    facts.put("pagesBefore", String.valueOf(former.buffers().orElse(0)));
                    facts.put("pagesAfter", String.valueOf(now.buffers().orElse(0)));
                    if (former.executionMillis().orElse(0) > 0
                            && now.executionMillis().isPresent()) {
                        facts.put(
                                "timeRatio",
                                String.format(
                                        Locale.ROOT,
                                        "%.1f",
                                        now.executionMillis().getAsDouble()
                                                / former.executionMillis().getAsDouble()));
                    }
                }));
        return facts;
    }
}

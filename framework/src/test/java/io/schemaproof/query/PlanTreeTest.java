package io.schemaproof.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlanTreeTest {

    @Test
    void a_limit_may_stop_what_is_below_it_but_not_below_a_sort() {
        QueryPlan plan = plan("""
                {"Node Type": "Limit", "Plans": [
                  {"Node Type": "Nested Loop", "Join Type": "Inner", "Parent Relationship": "Outer", "Plans": [
                    {"Node Type": "Sort", "Parent Relationship": "Outer", "Plans": [
                      {"Node Type": "Seq Scan", "Parent Relationship": "Outer",
                       "Schema": "s", "Relation Name": "a", "Alias": "a"}]},
                    {"Node Type": "Index Scan", "Parent Relationship": "Inner",
                     "Schema": "s", "Relation Name": "b", "Alias": "b"}]}]}""");
        PlanTree tree = PlanTree.of(plan);

        assertThat(tree.mayStopEarly(scan(plan, "a"))).isFalse();
        assertThat(tree.mayStopEarly(scan(plan, "b"))).isTrue();
        assertThat(tree.mayStopEarly(plan.root())).isFalse();
        assertThat(tree.joinOf(scan(plan, "a"), scan(plan, "b")))
                .map(PlanNode::nodeType)
                .contains("Nested Loop");
    }

    @Test
    void exists_and_semi_joins_and_merge_joins_stop_early() {
        QueryPlan semi = plan(join("Nested Loop", "\"Join Type\": \"Semi\"", "Inner"));
        QueryPlan unique = plan(join("Nested Loop", "\"Join Type\": \"Inner\", \"Inner Unique\": true", "Inner"));
        QueryPlan inner = plan(join("Nested Loop", "\"Join Type\": \"Inner\", \"Inner Unique\": false", "Inner"));
        QueryPlan merge = plan(join("Merge Join", "\"Join Type\": \"Inner\"", "Inner"));
        QueryPlan sub = plan(join("Result", "\"Strategy\": \"x\"", "SubPlan"));

        assertThat(PlanTree.of(semi).mayStopEarly(scan(semi, "b"))).isTrue();
        assertThat(PlanTree.of(unique).mayStopEarly(scan(unique, "b"))).isTrue();
        assertThat(PlanTree.of(inner).mayStopEarly(scan(inner, "b"))).isFalse();
        assertThat(PlanTree.of(merge).mayStopEarly(scan(merge, "b"))).isTrue();
        assertThat(PlanTree.of(sub).mayStopEarly(scan(sub, "b"))).isTrue();
    }

    @Test
    void a_sub_query_and_the_members_of_an_append_are_not_joined() {
        QueryPlan sub = plan(join("Nested Loop", "\"Join Type\": \"Inner\"", "SubPlan"));
        QueryPlan append = plan(join("Append", "\"Strategy\": \"x\"", "Member"));

        assertThat(PlanTree.of(sub).joinOf(scan(sub, "a"), scan(sub, "b"))).isEmpty();
        assertThat(PlanTree.of(append).joinOf(scan(append, "a"), scan(append, "b")))
                .isEmpty();
    }

    private static String join(String type, String attributes, String relationship) {
        return """
                {"Node Type": "%s", %s, "Plans": [
                  {"Node Type": "Seq Scan", "Parent Relationship": "Outer",
                   "Schema": "s", "Relation Name": "a", "Alias": "a"},
                  {"Node Type": "Seq Scan", "Parent Relationship": "%s",
                   "Schema": "s", "Relation Name": "b", "Alias": "b"}]}""".formatted(type, attributes, relationship);
    }

    private static QueryPlan plan(String json) {
        return ExplainJson.read("[{\"Plan\": " + json + "}]", ExplainOptions.plan());
    }

    private static PlanNode scan(QueryPlan plan, String alias) {
        return plan.nodes()
                .filter(node -> node.alias().filter(alias::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }
}

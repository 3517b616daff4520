package io.schemaproof.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.query.ConditionText.Comparison;
import io.schemaproof.query.ConditionText.Term;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionTextTest {

    private final ConditionText orders = new ConditionText(Set.of("o", "user"));

    @Test
    void columns_are_found_on_either_side_whatever_casts_are_around_them() {
        assertThat(orders.terms("((o.id = c.order_id) AND ((o.make)::text = 'a AND b'::text))"))
                .containsExactly(new Term("id", Comparison.EQUAL), new Term("make", Comparison.EQUAL));
        assertThat(orders.terms("((c.id = o.\"Key.One\") OR (o.total >= '5'::numeric))"))
                .containsExactly(new Term("\"Key.One\"", Comparison.EQUAL), new Term("total", Comparison.RANGE));
        assertThat(orders.terms("(\"user\".\"select\" = ANY ('{1,2}'::integer[]))"))
                .containsExactly(new Term("\"select\"", Comparison.EQUAL));
    }

    @Test
    void expressions_lose_their_alias_and_get_parentheses() {
        assertThat(orders.terms("(lower((o.email)::text) = 'x'::text)"))
                .containsExactly(new Term("(lower((email)::text))", Comparison.EQUAL));
        assertThat(orders.terms("((o.total + 1) > 7)")).containsExactly(new Term("(total + 1)", Comparison.RANGE));
    }

    @Test
    void tests_for_null_booleans_and_containment_count() {
        assertThat(orders.terms("((o.gone IS NULL) AND o.active AND (o.tags @> '{a}'::text[]))"))
                .containsExactly(
                        new Term("gone", Comparison.EQUAL),
                        new Term("active", Comparison.EQUAL),
                        new Term("tags", Comparison.CONTAINS));
    }

    @Test
    void what_another_table_or_a_sub_query_has_part_in_is_left_out() {
        assertThat(orders.terms("(c.name = 'o.id'::text)")).isEmpty();
        assertThat(orders.terms("((o.total + c.total) > 7)")).isEmpty();
        assertThat(orders.terms("(o.total = (SubPlan 1))")).containsExactly(new Term("total", Comparison.EQUAL));
        assertThat(orders.terms("(o.total = $1)")).containsExactly(new Term("total", Comparison.EQUAL));
    }
}

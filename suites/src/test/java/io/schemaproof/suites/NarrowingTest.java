package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.Place;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NarrowingTest {

    private static boolean keeps(Narrowing narrowing, String rule, String object) {
        return keeps(narrowing, Suite.SAFETY, rule, Optional.of(object));
    }

    private static boolean keeps(Narrowing narrowing, Suite suite, String rule, Optional<String> object) {
        Finding finding = MigrationRule.finding(
                MigrationRule.of(rule).orElseThrow(), object, new Place("1.sql", 1), "", "", Map.of());
        return narrowing.findings(suite).test(finding);
    }

    @Test
    void objects_and_what_is_part_of_them_are_left_out() {
        Narrowing narrowing = Narrowing.NONE.ignoring("public.old");

        assertThat(keeps(narrowing, "safety.rename", "public.old")).isFalse();
        assertThat(keeps(narrowing, "safety.rename", "public.old.name")).isFalse();
        assertThat(keeps(narrowing, "safety.rename", "public.older")).isTrue();
    }

    @Test
    void what_lies_in_no_schema_is_never_left_out_for_its_schema() {
        Narrowing narrowing = Narrowing.NONE.schemas("public", "\"My.Schema\"");

        assertThat(keeps(narrowing, "safety.rename", "public.old")).isTrue();
        assertThat(keeps(narrowing, "safety.rename", "\"My.Schema\".old")).isTrue();
        assertThat(keeps(narrowing, "safety.rename", "other.old")).isFalse();
        assertThat(keeps(narrowing, "safety.rename", "app_user")).isTrue();
        assertThat(keeps(narrowing, "safety.rename", "(text AS other.thing)")).isTrue();
        assertThat(keeps(narrowing, Suite.SAFETY, "safety.rename", Optional.empty()))
                .isTrue();
        assertThat(keeps(narrowing, Suite.QUERY_COMPATIBILITY, "queries.broken", Optional.of("shop.find")))
                .isTrue();
    }

    @Test
    void rules_are_chosen_or_left_out_but_not_those_that_say_that_nothing_is_known() {
        assertThat(keeps(Narrowing.NONE.rules("safety.rename"), "safety.rename", "public.a"))
                .isTrue();
        assertThat(keeps(Narrowing.NONE.rules("safety.rename"), "safety.blocking-work", "public.a"))
                .isFalse();
        assertThat(keeps(Narrowing.NONE.rules("safety.rename"), "partial.not-checked", "public.a"))
                .isTrue();
        assertThat(keeps(Narrowing.NONE.ignoring("public.a"), "roundtrip.up-fails", "public.a"))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Narrowing.NONE.withoutRules("partial.not-checked").validate(Set.of()))
                .withMessage("partial.not-checked cannot be left out: what was not checked, or failed, would pass.");
    }

    @Test
    void a_suite_proves_nothing_without_a_rule_of_its_own_but_what_says_that_nothing_is_known() {
        assertThat(Narrowing.NONE.leaves(Suite.PARTIAL_FAILURE)).isTrue();
        assertThat(Narrowing.NONE.rules("partial.stuck").leaves(Suite.PARTIAL_FAILURE))
                .isTrue();
        assertThat(Narrowing.NONE.withoutRules("partial.stuck").leaves(Suite.PARTIAL_FAILURE))
                .isTrue();
        assertThat(Narrowing.NONE.rules("partial.not-checked").leaves(Suite.PARTIAL_FAILURE))
                .isFalse();
        assertThat(Narrowing.NONE
                        .withoutRules(MigrationRule.all().stream()
                                .map(MigrationRule::id)
                                .filter(id -> id.startsWith("partial.") && !id.equals("partial.not-checked"))
                                .toArray(String[]::new))
                        .leaves(Suite.PARTIAL_FAILURE))
                .isFalse();
    }

    @Test
    void a_rule_that_there_is_not_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Narrowing.NONE.rules("safety.renames").validate(Set.of("schema.mine")))
                .withMessage("There is no rule safety.renames to narrow a suite with.");
        assertThatCode(() -> Narrowing.NONE.rules("schema.mine").validate(Set.of("schema.mine")))
                .doesNotThrowAnyException();
    }
}

package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.freeze;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.schemaproof.assertions.OneDatabase;
import io.schemaproof.rule.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeverityPolicyTest extends OneDatabase {

    SeverityPolicyTest() {
        super("""
                CREATE TABLE accounts (id bigint PRIMARY KEY, balance money);
                CREATE TABLE bookings (account_id bigint REFERENCES accounts (id), paid boolean);
                CREATE VIEW owing AS SELECT id FROM accounts;""");
    }

    @Test
    void an_error_fails_with_its_reason_and_says_what_is_off() {
        SeverityPolicy policy = SeverityPolicy.of("bank")
                .error(TypeRules.noMoney(), "amounts have a currency")
                .error(TypeRules.noJson(), "nothing is in it")
                .off(TableRules.havePrimaryKey(), "bookings come from a queue");

        assertThatThrownBy(() -> policy.check(schema)).hasMessage("""
                error in policy bank, because amounts have a currency
                Rule '%s' was violated (1 time):
                column public.accounts.balance is money
                  Suggested: %s

                Not judged in policy bank:
                  schema.no-primary-key, because bookings come from a queue""".formatted(
                        TypeRules.noMoney().sentence(),
                        TypeRules.noMoney()
                                .evaluate(schema)
                                .violations()
                                .get(0)
                                .suggestion()
                                .orElseThrow()));
        assertThat(policy.evaluate(schema))
                .extracting(
                        PolicyResult::severity,
                        PolicyResult::reason,
                        each -> each.result().objects().size())
                .containsExactly(
                        tuple(Severity.ERROR, "amounts have a currency", 1),
                        tuple(Severity.ERROR, "nothing is in it", 0));
    }

    @Test
    void a_warning_is_handed_over_and_does_not_fail() {
        List<String> warnings = new ArrayList<>();
        SeverityPolicy.of("bank")
                .warning(TypeRules.noMoney(), "amounts have a currency")
                .warningTo(warnings::add)
                .check(schema);

        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("warning in policy bank, because amounts have a currency\nRule '")
                .contains("public.accounts.balance");
    }

    @Test
    void what_was_said_last_of_a_rule_counts() {
        SeverityPolicy policy = SeverityPolicies.fintech()
                .off(TypeRules.noMoney(), "one currency for ever")
                .warning(TableRules.havePrimaryKey(), "bookings come from a queue");

        policy.check(schema);

        assertThat(policy.toString())
                .startsWith("policy fintech\n  off schema.money, because one currency for ever\n  error schema.")
                .contains("\n  warning schema.no-primary-key, because bookings come from a queue\n")
                .containsOnlyOnce("schema.no-primary-key");
    }

    @Test
    void the_ready_policies_find_what_weighs_there() {
        assertThatThrownBy(() -> SeverityPolicies.fintech().check(schema))
                .hasMessageContaining("error in policy fintech, because an amount must not change its currency")
                .hasMessageContaining("public.bookings has no primary key");
        assertThatThrownBy(() -> SeverityPolicies.saas().check(schema))
                .hasMessageContaining("error in policy saas, because a view reads with its owner's rights")
                .hasMessageContaining("public.owing")
                .hasMessageContaining("because when one tenant's data are deleted, all tenants' rows are read and wait")
                .hasMessageNotContaining("schema.no-row-security");
    }

    @Test
    void a_policy_that_judges_nothing_fails() {
        SeverityPolicy off = SeverityPolicy.of("none").off(TypeRules.noMoney(), "one currency for ever");
        SeverityPolicy elsewhere = SeverityPolicy.of("far")
                .warning(TableRules.havePrimaryKey().onlyIn("nowhere").allowEmptyShould(true), "there is none");

        assertThatThrownBy(() -> off.check(schema))
                .hasMessageStartingWith("Policy none judged nothing: none of its rules found anything to judge.")
                .hasMessageEndingWith("Not judged in policy none:\n  schema.money, because one currency for ever");
        assertThatThrownBy(() -> elsewhere.check(schema)).hasMessageStartingWith("Policy far judged nothing");
    }

    @Test
    void a_frozen_rule_keeps_what_is_known(@TempDir Path folder) {
        SeverityPolicy.of("bank")
                .error(freeze(TypeRules.noMoney()).in(folder).creatingStore(), "no new ones")
                .check(schema);

        assertThat(folder.resolve("schema.money.txt")).exists();
    }

    @Test
    void a_reason_is_demanded() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SeverityPolicy.of("bank").off(TypeRules.noMoney(), " "))
                .withMessage("Say why schema.money is off in policy bank: who meets it in a year knows nothing else.");
        assertThatIllegalArgumentException().isThrownBy(() -> SeverityPolicy.of(""));
    }
}

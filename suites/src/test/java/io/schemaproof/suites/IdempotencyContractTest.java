package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

class IdempotencyContractTest {

    @SchemaTest(migrations = "classpath:policies")
    static class RequiredTestCase implements IdempotencyContract {}

    @SchemaTest(migrations = "classpath:counted")
    static class CountedTestCase implements IdempotencyContract {}

    @SelectMigrations("classpath:counted")
    @VerifyIdempotency
    static class CountedSuiteTestCase {}

    @SchemaTest(migrations = "classpath:policies")
    static class ForbiddenTestCase implements IdempotencyContract {
        @Override
        public IdempotencyPolicy idempotencyPolicy(Configuration configuration) {
            return IdempotencyPolicy.FORBIDDEN;
        }
    }

    @SchemaTest(migrations = "classpath:policies")
    static class RoundTripTestCase implements RoundTripContract {
        @Override
        public RoundTrip roundTrip(RoundTrip roundTrip) {
            return roundTrip.withIdempotency(IdempotencyPolicy.REQUIRED).to("2");
        }
    }

    @Test
    void a_migration_that_bears_a_second_run_passes_and_others_fail_with_the_finding() {
        Events events = TestKit.execute(RequiredTestCase.class);

        assertThat(events.succeeded().list()).extracting(TestKit::name).containsExactly("idempotency of 1 books");
        assertThat(events.failed().list())
                .extracting(TestKit::name)
                .containsExactly("idempotency of 2 authors", "idempotency of 3 logs");
        assertThat(events.failed().list())
                .allSatisfy(event -> assertThat(TestKit.message(event))
                        .contains(
                                "error idempotency.rerun-fails",
                                "Run a second time, this migration fails",
                                "instead: "));
    }

    /** On empty tables what changes each row twice changes none. */
    @Test
    void a_second_run_meets_rows() {
        for (Events events :
                List.of(TestKit.execute(CountedTestCase.class), TestKit.executeSelected(CountedSuiteTestCase.class))) {
            assertThat(TestKit.names(events.failed())).containsExactly("idempotency of 2 raise");
            assertThat(TestKit.message(events.failed().list().get(0))).contains("error idempotency.changes-rows");
        }
    }

    @Test
    void the_opposite_policy_turns_it_round() {
        Events events = TestKit.execute(ForbiddenTestCase.class);

        assertThat(events.succeeded().count()).isEqualTo(2);
        assertThat(events.failed().list()).hasSize(1).allSatisfy(event -> {
            assertThat(TestKit.name(event)).isEqualTo("idempotency of 1 books");
            assertThat(TestKit.message(event))
                    .contains("error idempotency.rerun-passes", "relation \"books\" already exists, skipping");
        });
    }

    @Test
    void a_round_trip_that_was_given_a_policy_says_what_it_found() {
        assertThat(TestKit.execute(RoundTripTestCase.class).failed().list())
                .extracting(TestKit::name)
                .containsExactly("idempotency of 2 authors");
    }

    @Test
    void the_parameter_sets_the_policy_and_the_contract_asks_for_something_in_any_case() {
        IdempotencyContract contract = new RequiredTestCase();

        assertThat(contract.idempotencyPolicy(Configuration.of(Map.of()))).isEqualTo(IdempotencyPolicy.REQUIRED);
        assertThat(contract.idempotencyPolicy(Configuration.of(Map.of("schemaproof.idempotency", "forbidden"))))
                .isEqualTo(IdempotencyPolicy.FORBIDDEN);
    }
}

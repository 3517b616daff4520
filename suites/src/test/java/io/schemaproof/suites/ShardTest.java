package io.schemaproof.suites;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.junit.SchemaTest;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.Events;

/** Suites where several machines divide the migrations. */
class ShardTest {

    private static final String FOLDER = "src/test/resources/suites/";

    @SchemaTest(migrations = FOLDER + "locked")
    @VerifyHistory
    @VerifyIdempotency(policy = IdempotencyPolicy.FORBIDDEN)
    static class DividedTestCase implements MigrationSuite {}

    @SchemaTest(migrations = FOLDER + "locked")
    static class HistoryTestCase implements HistoryContract {}

    private static Events run(Class<?> testClass, String shard) {
        return TestKit.execute(testClass, Map.of(ConfigurationParameters.SHARD, shard));
    }

    @Test
    void a_shard_has_the_tests_of_its_migrations_and_the_first_what_belongs_to_none() {
        Events first = run(DividedTestCase.class, "1/2");
        Events second = run(DividedTestCase.class, "2/2");

        assertThat(TestKit.names(first.succeeded()))
                .containsExactly("history of 1 authors", "history of 2 books", "idempotency of 1 authors");
        assertThat(TestKit.names(second.succeeded())).containsExactly("idempotency of 2 books");
        assertThat(second.aborted().list())
                .singleElement()
                .satisfies(event -> assertThat(TestKit.message(event))
                        .endsWith("not run: it is about the migrations as a whole, which shard 1/2 checks."));
    }

    @Test
    void a_shard_without_migrations_passes_nothing() {
        Events third = run(DividedTestCase.class, "3/3");

        assertThat(third.succeeded().count()).isZero();
        assertThat(third.aborted().list().stream().map(TestKit::message))
                .anySatisfy(message -> assertThat(message).contains("Nothing is in shard 3/3: there are 2 migrations"));
    }

    @Test
    void contracts_about_the_whole_run_in_the_first_shard_and_what_is_no_shard_fails() {
        assertThat(run(HistoryTestCase.class, "1/2").succeeded().count()).isEqualTo(2);
        assertThat(run(HistoryTestCase.class, "2/2").aborted().count()).isEqualTo(1);
        assertThat(run(HistoryTestCase.class, "2/2").succeeded().count()).isZero();
        assertThat(run(HistoryTestCase.class, "3/2").succeeded().count()).isZero();
    }
}

package io.schemaproof.junit;

import static io.schemaproof.junit.SchemaExtensionTest.assertAllPass;
import static io.schemaproof.junit.SchemaExtensionTest.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.backup.BackupException;
import io.schemaproof.migration.MigrationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;

class SchemaExtensionSeedTest {

    @ParameterizedTest
    @ValueSource(
            classes = {
                SeedDecoys.SeededTestCase.class,
                SeedDecoys.StartedTestCase.class,
                SeedDecoys.StartedAndSeededTestCase.class,
                SeedDecoys.StartWithoutBookkeepingTestCase.class
            })
    void every_test_has_the_rows_of_seeds_and_dumps(Class<?> testClass) {
        assertAllPass(run(testClass));
    }

    @Test
    void a_seed_that_cannot_be_put_in_fails_with_file_and_moment() {
        assertThat(failure(run(SeedDecoys.BrokenSeedTestCase.class)))
                .isInstanceOf(MigrationException.class)
                .hasMessage(
                        "Rows cannot be put in after the up of 1:\n1.after/public.orders.csv:1: public.orders has no column"
                                + " 'nota' after the up of 1. The first line names the columns.");
    }

    @Test
    void a_dump_that_cannot_be_restored_fails_the_first_test_and_aborts_the_others() {
        EngineExecutionResults results = run(SeedDecoys.BrokenStartTestCase.class);

        results.testEvents().assertStatistics(counts -> counts.failed(1).aborted(1));
        assertThat(failure(results))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is a folder and no dump");
    }

    private static Throwable failure(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .findFirst()
                .flatMap(event -> event.getPayload(TestExecutionResult.class))
                .flatMap(TestExecutionResult::getThrowable)
                .orElseThrow();
    }
}

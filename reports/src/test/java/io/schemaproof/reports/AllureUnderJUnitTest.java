package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("changes Allure's global lifecycle")
class AllureUnderJUnitTest {

    @TempDir
    Path folder;

    @Test
    void the_test_that_verifies_gets_the_steps_and_stays_the_only_result() throws IOException {
        List<TestResult> results = AllureRun.of(folder, VerifyingTestCase.class);

        assertThat(results).singleElement().satisfies(test -> {
            assertThat(test.getName()).isEqualTo("verifies()");
            AllureReportTest.hasStepsOfAllMigrations(test);
        });
        assertThat(results).extracting(TestResult::getHistoryId).doesNotContainNull();
    }

    static class VerifyingTestCase {

        @Test
        void verifies() {
            AllureReport report = new AllureReport();
            report.started(Samples.FOLDER, key -> java.util.Optional.empty());
            Samples.tellMigrations(report);
            report.finished(Samples.VERIFICATION);
        }
    }
}

package io.schemaproof.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@Isolated("changes Allure's global lifecycle")
class AllureUnderJUnitTest {

    @TempDir
    Path folder;

    @Test
    void the_test_that_verifies_gets_the_steps_and_stays_the_only_result() throws IOException {
        AllureLifecycle global = Allure.getLifecycle();
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(folder));
        Allure.setLifecycle(lifecycle);
        try {
            LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(VerifyingTestCase.class))
                    .build();
            LauncherConfig config = LauncherConfig.builder()
                    .enableTestExecutionListenerAutoRegistration(false)
                    .addTestExecutionListeners(new AllureJunitPlatform(lifecycle))
                    .build();
            LauncherFactory.create(config).execute(request);
        } finally {
            Allure.setLifecycle(global);
        }

        assertThat(WrittenResults.in(folder)).singleElement().satisfies(test -> {
            assertThat(test.getName()).isEqualTo("verifies()");
            AllureReportTest.hasStepsOfAllMigrations(test);
        });
        assertThat(WrittenResults.in(folder))
                .extracting(TestResult::getHistoryId)
                .doesNotContainNull();
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

package io.schemaproof.reports;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.qameta.allure.FileSystemResultsWriter;
import io.qameta.allure.junitplatform.AllureJunitPlatform;
import io.qameta.allure.model.TestResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a class as users do who have Allure. Its lifecycle is global: who comes here is isolated. */
final class AllureRun {

    private AllureRun() {}

    static List<TestResult> of(Path results, Class<?> type) throws IOException {
        AllureLifecycle global = Allure.getLifecycle();
        AllureLifecycle lifecycle = new AllureLifecycle(new FileSystemResultsWriter(results));
        Allure.setLifecycle(lifecycle);
        try {
            LauncherFactory.create(LauncherConfig.builder()
                            .enableTestExecutionListenerAutoRegistration(false)
                            .addTestExecutionListeners(new AllureJunitPlatform(lifecycle))
                            .build())
                    .execute(LauncherDiscoveryRequestBuilder.request()
                            .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "true")
                            .selectors(selectClass(type))
                            .build());
        } finally {
            Allure.setLifecycle(global);
        }
        return WrittenResults.in(results);
    }
}

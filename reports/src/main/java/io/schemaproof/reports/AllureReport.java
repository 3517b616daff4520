package io.schemaproof.reports;

import io.qameta.allure.Allure;
import io.qameta.allure.AllureLifecycle;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.result.CheckResult;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Tell Allure what was verified. Where an Allure test case is running on this thread, as under JUnit with {@code
 * allure-jupiter}, the checks become steps of it; otherwise, where {@value ConfigurationParameters#REPORT_ALLURE} names a
 * folder, each migration becomes a test result there.
 *
 * @since 0.1
 */
public final class AllureReport implements VerificationListener {

    private static final List<String> ADAPTERS = List.of(
            "io/qameta/allure/junitplatform/AllureJunitPlatform.class", "io/qameta/allure/jupiter/AllureJupiter.class");

    private VerificationListener way = new VerificationListener() {};

    /** Called by {@link java.util.ServiceLoader}. */
    public AllureReport() {}

    /** @throws ReportException if the parameter's value is not a path */
    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        Optional<Path> directory = JsonReport.path(configuration, ConfigurationParameters.REPORT_ALLURE);
        if (directory.isEmpty() && !isUnderJUnit()) {
            return;
        }
        AllureLifecycle lifecycle = Allure.getLifecycle();
        // A second result beside the running test case would count every check twice.
        way = directory.isEmpty() || lifecycle.getCurrentTestCase().isPresent()
                ? new AllureSteps(lifecycle, Clock.systemUTC(), folder, configuration)
                : new AllureResults(directory.get(), Clock.systemUTC());
        way.started(folder, configuration);
    }

    @Override
    public void migrationStarted(Migration migration) {
        way.migrationStarted(migration);
    }

    @Override
    public void checkFinished(CheckResult result) {
        way.checkFinished(result);
    }

    @Override
    public void checkShown(CheckResult result, Verification of) {
        way.checkShown(result, of);
    }

    @Override
    public void migrationFinished(MigrationResult result) {
        way.migrationFinished(result);
    }

    @Override
    public void brokeOff(RuntimeException failure, Evidence log) {
        way.brokeOff(failure, log);
    }

    /** @throws ReportException if results could not be written, now or earlier */
    @Override
    public void finished(Verification verification) {
        way.finished(verification);
    }

    /** Asks without loading Allure, which costs the launcher half a second that nobody asked for. */
    static boolean isUnderJUnit() {
        ClassLoader loader = AllureReport.class.getClassLoader();
        return ADAPTERS.stream().anyMatch(name -> loader.getResource(name) != null);
    }
}

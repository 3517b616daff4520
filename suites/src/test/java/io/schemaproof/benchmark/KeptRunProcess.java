package io.schemaproof.benchmark;

import io.schemaproof.configuration.ConfigurationParameters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A JVM that has started JUnit and found a class of tests, and waits for the word to run it. */
final class KeptRunProcess {

    static final String READY = "READY";
    static final String DONE = "DONE";

    private KeptRunProcess() {}

    /** @param arguments the data directory, the migrations, and the seed where there is one */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        LauncherDiscoveryRequestBuilder request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(KeptRunSubject.class))
                .configurationParameter(ConfigurationParameters.DATABASE, "embedded")
                .configurationParameter(ConfigurationParameters.DATABASE_REUSE, "true")
                .configurationParameter(ConfigurationParameters.DATABASE_DIRECTORY, arguments[0])
                .configurationParameter(ConfigurationParameters.MIGRATIONS, arguments[1]);
        if (arguments.length > 2) {
            request.configurationParameter(ConfigurationParameters.SEED, arguments[2]);
        }
        LauncherDiscoveryRequest built = request.build();
        Launcher launcher = LauncherFactory.create();
        TestPlan plan = launcher.discover(built);
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        out.println(READY);
        if (System.in.read() < 0) {
            return;
        }
        launcher.execute(plan, summary);
        summary.getSummary().getFailures().forEach(failure -> out.println(failure.getException()));
        out.println(summary.getSummary().getTestsSucceededCount() == 1 ? DONE : "the test has failed");
    }
}

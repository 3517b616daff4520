package io.schemaproof.assertions.mutation;

import static org.junit.platform.launcher.EngineFilter.includeEngines;

import io.schemaproof.assertions.mutation.MutantResult.Outcome;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.database.DatabaseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.TestAbortedException;

/**
 * What a run of test methods inside another run came to. JUnit itself runs them, with all their lifecycle methods,
 * parameters and extensions; nobody who listens to the outer run hears of it.
 *
 * @param passed how many tests passed
 * @param failures those that did not, and classes whose lifecycle methods failed
 * @param omitted tests and classes that were aborted or disabled
 */
record NestedRun(long passed, List<Failed> failures, List<String> omitted) {

    /** A change that changes nothing, for a run that only shows how the tests behave in a nested run. */
    static final String NO_CHANGE = "SELECT 1";

    record Failed(String test, Throwable cause) {}

    /** Run tests whose databases are changed by SQL after they were cloned. */
    static NestedRun of(DiscoverySelector selector, String mutation, Map<String, String> parameters) {
        LauncherConfig quiet = LauncherConfig.builder()
                .enableTestExecutionListenerAutoRegistration(false)
                .enableLauncherSessionListenerAutoRegistration(false)
                .enableLauncherDiscoveryListenerAutoRegistration(false)
                .enablePostDiscoveryFilterAutoRegistration(false)
                .build();
        Listener listener = new Listener();
        LauncherFactory.create(quiet)
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(selector)
                                .filters(includeEngines("junit-jupiter"))
                                .configurationParameters(parameters)
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .configurationParameter(ConfigurationParameters.MUTATION, mutation)
                                .build(),
                        listener);
        return new NestedRun(listener.passed, List.copyOf(listener.failures), List.copyOf(listener.omitted));
    }

    /** Judge a mutant by the tests that ran against it, and those that ran against the schema as it is. */
    MutantResult judge(Mutant mutant, NestedRun unmutated) {
        for (Failed failed : failures) {
            if (failed.cause instanceof AssertionError) {
                return new MutantResult(mutant, Outcome.KILLED, failed.test);
            }
        }
        for (Failed failed : failures) {
            boolean machinery =
                    failed.cause instanceof DatabaseException || failed.cause.getCause() instanceof DatabaseException;
            return new MutantResult(
                    mutant,
                    machinery ? Outcome.NOT_JUDGED : Outcome.KILLED_BY_ERROR,
                    failed.test + ": " + firstLine(failed.cause));
        }
        return passed < unmutated.passed
                ? new MutantResult(mutant, Outcome.NOT_JUDGED, "aborted or not run: " + String.join(", ", omitted))
                : new MutantResult(mutant, Outcome.SURVIVED, "");
    }

    /** The kind of a throwable and the first line of what it says. */
    static String firstLine(Throwable thrown) {
        String line = String.valueOf(thrown.getMessage())
                .lines()
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse("");
        return thrown instanceof AssertionError ? line : thrown.getClass().getSimpleName() + ": " + line;
    }

    private static final class Listener implements TestExecutionListener {

        private long passed;
        private final List<Failed> failures = new ArrayList<>();
        private final List<String> omitted = new ArrayList<>();

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            omitted.add(test.getDisplayName());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            switch (result.getStatus()) {
                case SUCCESSFUL -> passed += test.isTest() ? 1 : 0;
                case ABORTED -> omitted.add(test.getDisplayName());
                case FAILED ->
                    failures.add(new Failed(
                            test.getDisplayName(),
                            result.getThrowable().orElseGet(() -> new TestAbortedException("no reason given"))));
            }
        }
    }
}

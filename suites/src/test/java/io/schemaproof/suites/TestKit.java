package io.schemaproof.suites;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a class of tests that is itself under test. */
final class TestKit {

    private TestKit() {}

    static Events execute(Class<?> testClass) {
        return execute(testClass, Map.of());
    }

    static Events execute(Class<?> testClass, Map<String, String> parameters) {
        return run("junit-jupiter", testClass, parameters);
    }

    /** Run a class without code, by Schemaproof's own engine. */
    static Events executeSelected(Class<?> testClass) {
        return run("schemaproof", testClass, Map.of());
    }

    private static Events run(String engine, Class<?> testClass, Map<String, String> parameters) {
        return EngineTestKit.engine(engine)
                .selectors(selectClass(testClass))
                .configurationParameters(parameters)
                .execute()
                .testEvents();
    }

    /** The names of tests, in order. */
    static List<String> names(Events events) {
        return events.map(TestKit::name).toList();
    }

    static String name(Event event) {
        return event.getTestDescriptor().getDisplayName();
    }

    static String message(Event event) {
        return String.valueOf(event.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow()
                .getMessage());
    }
}

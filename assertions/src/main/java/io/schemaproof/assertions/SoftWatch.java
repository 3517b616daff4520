package io.schemaproof.assertions;

import io.schemaproof.assertions.core.AssertWatch;
import org.assertj.core.api.AssertionErrorCollector;
import org.opentest4j.MultipleFailuresError;

/**
 * Hands failures to AssertJ's collector, those of a nested block one by one, and lets the chain go on.
 *
 * @param collector the soft assertions
 */
record SoftWatch(AssertionErrorCollector collector) implements AssertWatch {

    @Override
    public void failed(AssertionError error) {
        if (error instanceof MultipleFailuresError several) {
            for (Throwable failure : several.getFailures()) {
                collector.collectAssertionError(
                        failure instanceof AssertionError one ? one : new AssertionError(failure.toString(), failure));
            }
        } else {
            collector.collectAssertionError(error);
        }
    }
}

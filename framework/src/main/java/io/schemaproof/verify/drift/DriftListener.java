package io.schemaproof.verify.drift;

import io.schemaproof.configuration.Configuration;

/**
 * Hear of what differs. Found by {@link java.util.ServiceLoader}; a report is a listener.
 *
 * @since 0.1
 */
public interface DriftListener {

    /** A comparison has ended; the configuration tells a report where to write. */
    void finished(DriftReport report, Configuration configuration);
}

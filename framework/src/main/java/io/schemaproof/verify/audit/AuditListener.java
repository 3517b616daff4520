package io.schemaproof.verify.audit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationFolder;

/**
 * Hear of an audit as it goes on. Found by {@link java.util.ServiceLoader}; a report is a listener.
 *
 * @since 0.1
 */
public interface AuditListener {

    /** An audit begins; the configuration tells a report where to write. */
    default void started(MigrationFolder folder, Configuration configuration) {}

    /** The databases begin with something: in words, what, and which files it holds. */
    default void beginsWith(String words) {}

    /** A file is run, in the given order or in one that is tried. */
    default void running(String file, boolean given) {}

    /** The audit has ended. */
    default void finished(AuditReport report) {}
}

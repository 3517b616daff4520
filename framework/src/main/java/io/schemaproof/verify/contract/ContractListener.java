package io.schemaproof.verify.contract;

import io.schemaproof.configuration.Configuration;

/**
 * Hear what became of a contract. Found by {@link java.util.ServiceLoader}; a report is a listener.
 *
 * @since 0.1
 */
public interface ContractListener {

    /** All parts have been checked; the configuration tells a report where to write. */
    void finished(ContractReport report, Configuration configuration);
}

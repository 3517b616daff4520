package io.schemaproof.verify.contract;

import io.schemaproof.configuration.Configuration;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Tell the reports on the class path what became of a contract.
 *
 * @since 0.1
 */
public final class ContractListeners {

    private ContractListeners() {}

    /**
     * Tell all of them, also where one of them fails.
     *
     * @throws io.schemaproof.verify.result.ReportException if a report cannot be written
     */
    public static void announce(ContractReport report, Configuration configuration) {
        @Nullable RuntimeException failure = null;
        for (ContractListener listener : ServiceLoader.load(ContractListener.class)) {
            try {
                listener.finished(report, configuration);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}

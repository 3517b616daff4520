package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.contract.ContractListener;
import io.schemaproof.verify.contract.ContractReport;

/**
 * Write what became of a contract as JSON into the file that {@value ConfigurationParameters#REPORT_JSON} names; do nothing where it
 * names none.
 *
 * @since 0.1
 */
public final class JsonContractReport implements ContractListener {

    /** Called by {@link java.util.ServiceLoader}. */
    public JsonContractReport() {}

    /** Nothing is left half written. */
    @Override
    public void finished(ContractReport report, Configuration configuration) {
        JsonReport.path(configuration, ConfigurationParameters.REPORT_JSON)
                .ifPresent(target -> JsonReport.write(target, ContractJson.bytes(report)));
    }
}

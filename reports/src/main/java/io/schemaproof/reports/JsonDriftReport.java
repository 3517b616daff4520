package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.verify.drift.DriftListener;
import io.schemaproof.verify.drift.DriftReport;

/**
 * Write drift as JSON into the file that {@value ConfigurationParameters#REPORT_JSON} names; do nothing where it names none.
 *
 * @since 0.1
 */
public final class JsonDriftReport implements DriftListener {

    /** Called by {@link java.util.ServiceLoader}. */
    public JsonDriftReport() {}

    /** Nothing is left half written. */
    @Override
    public void finished(DriftReport report, Configuration configuration) {
        JsonReport.path(configuration, ConfigurationParameters.REPORT_JSON)
                .ifPresent(target -> JsonReport.write(target, DriftJson.bytes(report)));
    }
}

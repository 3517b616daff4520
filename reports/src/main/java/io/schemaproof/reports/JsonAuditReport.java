package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.audit.AuditListener;
import io.schemaproof.verify.audit.AuditReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Write an audit as JSON into the file that {@value ConfigurationParameters#REPORT_JSON} names, once it has ended; do nothing where
 * it names none.
 *
 * @since 0.1
 */
public final class JsonAuditReport implements AuditListener {

    private Optional<Path> file = Optional.empty();

    /** Called by {@link java.util.ServiceLoader}. */
    public JsonAuditReport() {}

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        file = JsonReport.path(configuration, ConfigurationParameters.REPORT_JSON);
    }

    /** Nothing is left half written. */
    @Override
    public void finished(AuditReport report) {
        file.ifPresent(target -> JsonReport.write(target, AuditJson.bytes(report)));
    }
}

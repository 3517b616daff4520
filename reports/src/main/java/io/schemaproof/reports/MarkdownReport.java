package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Write a summary in Markdown into the file that {@value ConfigurationParameters#REPORT_MARKDOWN} names, once the
 * verification has ended; do nothing where it names none.
 *
 * @since 0.1
 */
public final class MarkdownReport implements VerificationListener {

    private Optional<Path> file = Optional.empty();

    /** Called by {@link java.util.ServiceLoader}. */
    public MarkdownReport() {}

    /** @throws ReportException if the parameter's value is not a path */
    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        file = JsonReport.path(configuration, ConfigurationParameters.REPORT_MARKDOWN);
    }

    /** @throws ReportException if the file cannot be written; nothing is left half written */
    @Override
    public void finished(Verification verification) {
        file.ifPresent(
                target -> JsonReport.write(target, MarkdownText.of(verification).getBytes(StandardCharsets.UTF_8)));
    }
}

package io.schemaproof.reports;

import io.schemaproof.base.AtomicFile;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Write the results as JSON into the file that {@value ConfigurationParameters#REPORT_JSON} names, once the verification
 * has ended; do nothing where it names none.
 *
 * @since 0.1
 */
public final class JsonReport implements VerificationListener {

    private Optional<Path> file = Optional.empty();

    /** Called by {@link java.util.ServiceLoader}. */
    public JsonReport() {}

    /** @throws ReportException if the parameter's value is not a path */
    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        file = path(configuration, ConfigurationParameters.REPORT_JSON);
    }

    /** @throws ReportException if the file cannot be written; nothing is left half written */
    @Override
    public void finished(Verification verification) {
        file.ifPresent(target -> write(target, VerificationJson.bytes(verification)));
    }

    static void write(Path target, byte[] content) {
        try {
            AtomicFile.write(target, content);
        } catch (IOException e) {
            throw new ReportException("Cannot write the report " + target + ": " + WriteFailure.reason(e), e);
        }
    }

    static Optional<Path> path(Configuration configuration, String key) {
        return configuration.get(key).map(value -> {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                throw new ReportException(key + ": '" + value + "' is not a path: " + e.getReason(), e);
            }
        });
    }
}

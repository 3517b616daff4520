package io.schemaproof.reports;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.SqlMask;
import io.schemaproof.reports.page.History;
import io.schemaproof.reports.page.VerificationPage;
import io.schemaproof.reports.picture.HistoryPicture;
import io.schemaproof.verify.result.ReportException;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Write the results as one page of HTML that needs nothing else into the file that {@value ConfigurationParameters#REPORT_HTML}
 * names, once the verification has ended; do nothing where it names none. The page that was there hands its history on.
 *
 * @since 0.1
 */
public final class HtmlReport implements VerificationListener {

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Clock clock;
    private Optional<Path> file = Optional.empty();
    private SqlMask mask = SqlMask.of(key -> Optional.empty());

    /** Called by {@link java.util.ServiceLoader}. */
    public HtmlReport() {
        this(Clock.systemUTC());
    }

    HtmlReport(Clock clock) {
        this.clock = clock;
    }

    /** @throws ReportException if the parameter's value is not a path */
    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        file = JsonReport.path(configuration, ConfigurationParameters.REPORT_HTML);
        mask = SqlMask.of(configuration);
    }

    /** @throws ReportException if the file cannot be written; nothing is left half written */
    @Override
    public void finished(Verification verification) {
        file.ifPresent(target -> {
            String name = SuiteName.of(verification.folder().root());
            HistoryPicture.Run run = new HistoryPicture.Run(
                    WHEN.format(clock.instant()),
                    verification.passed(),
                    verification.violated(),
                    verification.inconclusive());
            History history = History.read(former(target), name).with(run);
            String page = VerificationPage.of(verification, name, history.runs(), mask);
            JsonReport.write(target, page.getBytes(StandardCharsets.UTF_8));
        });
    }

    /** What cannot be read has no history; whether it can be written is seen then. */
    private static String former(Path target) {
        try {
            return Files.isRegularFile(target) ? Files.readString(target, StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            return "";
        }
    }
}

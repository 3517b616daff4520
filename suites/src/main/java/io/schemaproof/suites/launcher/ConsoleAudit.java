package io.schemaproof.suites.launcher;

import io.schemaproof.base.Quantity;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.audit.AuditListener;
import io.schemaproof.verify.audit.AuditReport;
import io.schemaproof.verify.audit.AuditText;
import java.io.PrintWriter;

/** Shows an audit: a line while it works, and at its end what became of each file, and the order. */
final class ConsoleAudit implements AuditListener {

    private final PrintWriter out;
    private final Progress progress;

    ConsoleAudit(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.progress = new Progress(err, Terminal.isPresent(), Terminal.width());
    }

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        out.println("Auditing " + Quantity.of(folder.migrations().size(), "file") + " in " + folder.root() + " ("
                + folder.convention() + ")");
        folder.ignored().forEach(file -> out.println("  not taken: " + file.path() + ", " + file.reason()));
    }

    @Override
    public void beginsWith(String words) {
        progress.clear();
        out.println(words);
    }

    @Override
    public void running(String file, boolean given) {
        progress.show((given ? "[run] " : "[order] ") + file);
    }

    @Override
    public void finished(AuditReport report) {
        progress.clear();
        out.println("PostgreSQL " + report.serverVersion() + " (" + report.provider() + ")");
        out.println();
        out.println(AuditText.of(report));
        out.flush();
    }
}

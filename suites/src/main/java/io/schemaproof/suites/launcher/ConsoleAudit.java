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
    private final int limit;
    private TimeLeft left = new TimeLeft(0);
    private int tried;

    /** @param limit after how many runs of files the search for an order gives up */
    ConsoleAudit(PrintWriter out, PrintWriter err, int limit) {
        this.out = out;
        this.limit = limit;
        this.progress = new Progress(err, Terminal.isPresent(), Terminal.width());
    }

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        left = new TimeLeft(folder.migrations().size(), "the given order");
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
        long now = System.nanoTime();
        if (given) {
            left.step("run", now);
            progress.show("[run " + left.position() + "] " + file, left.words(now));
        } else {
            // How many it takes, nobody knows before.
            progress.show("[order, run " + ++tried + " of " + limit + " at most] " + file);
        }
    }

    @Override
    public void finished(AuditReport report) {
        progress.clear();
        out.println("PostgreSQL " + report.serverVersion() + " (" + report.provider() + ")");
        out.println();
        out.println(AuditText.of(report, Terminal.isPrintedTo() ? Terminal.width() : Integer.MAX_VALUE));
        out.flush();
    }
}

package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.verify.contract.ContractReport;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Says of work in several parts which part goes on, and how long it still takes; closed, it leaves no line on a terminal. */
final class Steps implements AutoCloseable {

    private final Progress progress;
    private TimeLeft left = new TimeLeft(0);

    Steps(PrintWriter err) {
        this.progress = new Progress(err, Terminal.isPresent(), Terminal.width());
    }

    /** Tell of migrations that are applied one after the other. */
    Consumer<Migration> applying(MigrationFolder folder) {
        left = new TimeLeft(folder.migrations().size(), "the migrations");
        return migration -> show("apply", migration.displayName());
    }

    /** Hold a database against a contract, and tell of its parts. */
    ContractReport evaluate(FileContract contract, Schema schema, String description) {
        return contract.evaluate(schema, description, (part, number, all) -> {
            if (number == 1) {
                left = new TimeLeft(all, "the contract");
            }
            show("check", part);
        });
    }

    private void show(String kind, String part) {
        long now = System.nanoTime();
        left.step(kind, now);
        progress.show("[" + kind + " " + left.position() + "] " + part, left.words(now));
    }

    @Override
    public void close() {
        progress.clear();
    }
}

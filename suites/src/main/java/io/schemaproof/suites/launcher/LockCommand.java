package io.schemaproof.suites.launcher;

import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationRange;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.policy.Changes;
import io.schemaproof.verify.policy.HistoryLock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code schemaproof lock DIR}. */
@Command(
        name = "lock",
        description =
                "Write schemaproof.lock into a folder of migrations, with a checksum of each up: verify then demands that they stay as they"
                        + " are and that new ones come behind them. What is locked already and is other now is not accepted, nor is what comes before it.",
        mixinStandardHelpOptions = true,
        versionProvider = Launcher.Version.class,
        sortOptions = false,
        footer = {
            "",
            "Exit codes: 0 written, 1 a locked migration is other, gone or moved, or a new one comes before it, 2 bad usage or input."
        })
final class LockCommand implements Callable<Integer> {

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with the migrations.")
    private @Nullable Path folder;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "Lock up to this version, such as the last one in production. Default: all.")
    private @Nullable String to;

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Convention of the files, as for verify. Default: ${DEFAULT-VALUE}.")
    private String format = "auto";

    @Option(names = "--force", description = "Accept everything as it is now, also what was locked.")
    private boolean force;

    @Override
    public Integer call() {
        Path root = Objects.requireNonNull(folder);
        MigrationFolder migrations = MigrationReader.read(root, format);
        Optional<HistoryLock> former = force ? Optional.empty() : HistoryLock.read(root);
        int count = MigrationRange.of(migrations, Optional.empty(), Optional.ofNullable(to))
                        .last()
                + 1;
        if (former.isPresent() && !isKept(former.get(), migrations)) {
            return ExitCode.FINDINGS;
        }
        HistoryLock lock = HistoryLock.of(migrations, count);
        int known = former.map(there -> there.ups().size()).orElse(0);
        if (lock.ups().size() < known) {
            out().println("Nothing is written: " + HistoryLock.FILE_NAME + " holds " + known
                    + " migrations already, more than up to " + to + ". Leave --to out, or say --force.");
            return ExitCode.FINDINGS;
        }
        lock.write();
        out().println(root.resolve(HistoryLock.FILE_NAME) + " locks "
                + lock.ups().size()
                + (lock.ups().size() == 1 ? " migration" : " migrations") + ", "
                + (lock.ups().size() - known) + " of them new. Commit it.");
        return ExitCode.PASSED;
    }

    /** Whether what is locked is as it was; what is not is told. */
    private boolean isKept(HistoryLock lock, MigrationFolder migrations) {
        Changes changes = lock.changes(migrations);
        Set<String> moved = lock.changes(migrations).moved();
        new TreeSet<>(changes.edited()).forEach(key -> out().println("other than locked: " + key));
        new TreeSet<>(changes.removed()).forEach(key -> out().println("locked, and gone: " + key));
        moved.stream().limit(1).forEach(key -> out().println("at another place than locked: " + key));
        boolean kept = changes.edited().isEmpty() && changes.removed().isEmpty() && moved.isEmpty();
        List<String> behind = lock.behind(migrations);
        behind.forEach(key -> out().println("new, and before what is locked: " + key));
        if (!kept) {
            out().println(
                            "Nothing is written: where these were applied, their tool refuses them, or nobody runs what has changed."
                                    + " Bring them back as they were, or say --force to accept them.");
        } else if (!behind.isEmpty()) {
            out().println(
                            "Nothing is written: where what is locked was applied, these are refused, left out, or applied to another"
                                    + " schema than here. Give them versions behind the last one, or say --force to accept them.");
        }
        return kept && behind.isEmpty();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}

package io.schemaproof.suites.launcher;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.RoundTripRule;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import io.schemaproof.verify.result.VerificationText;
import io.schemaproof.verify.shard.ShardPart;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Prints a verification for people: progress to the error stream, then failures, a table and one line of sum. */
final class ConsoleReport implements VerificationListener {

    private final PrintWriter out;
    private final Progress progress;
    private final Colours colours = Colours.ofSystem();
    private TimeLeft left = new TimeLeft(0);
    private final Set<String> chained = new HashSet<>();
    private @Nullable MigrationFolder folder;

    ConsoleReport(PrintWriter out, PrintWriter err) {
        this.out = out;
        this.progress = new Progress(err, Terminal.isPresent(), Terminal.width());
    }

    @Override
    public void started(MigrationFolder folder, Configuration configuration) {
        this.folder = folder;
        int total = folder.migrations().size();
        left = new TimeLeft(total);
        out.println("Verifying " + total + (total == 1 ? " migration" : " migrations") + " in " + folder.root() + " ("
                + folder.convention() + ")");
        folder.ignored().forEach(file -> out.println("  not taken: " + file.path() + ", " + file.reason()));
    }

    @Override
    public void beginsWith(String words) {
        out.println(words);
    }

    @Override
    public void divided(ShardPart part) {
        out.println(part.words(Objects.requireNonNull(folder)));
    }

    @Override
    public void migrationStarted(Migration migration) {
        show("round trip", migration);
    }

    @Override
    public void checkStarted(Migration migration, String check) {
        if (check.startsWith("chain")) {
            // All go up, down and up again: once is enough of each.
            if (chained.add(migration.version())) {
                show("chain", migration);
            }
        } else {
            show(check, migration);
        }
    }

    private void show(String check, Migration migration) {
        long now = System.nanoTime();
        left.step(check, now);
        progress.show("[" + check + " " + left.position() + "] " + migration.displayName(), left.words(now));
    }

    @Override
    public void finished(Verification verification) {
        progress.clear();
        out.println("PostgreSQL " + verification.serverVersion() + " (" + verification.provider() + ")");
        List<MigrationResult> ordered = failuresFirst(verification.migrations());
        for (MigrationResult result : ordered) {
            List<Finding> news = result.findings().stream()
                    .filter(finding -> !isAsAsked(finding))
                    .toList();
            if (!news.isEmpty()) {
                out.println();
                out.println(heading(result));
                for (Finding finding : news) {
                    String text = colours.of(finding.severity(), VerificationText.finding(finding));
                    out.println(Terminal.wrapped(text.indent(2).stripTrailing()));
                }
            }
        }
        out.println();
        new ResultTable(ordered).print(out, colours, Terminal.isPrintedTo() ? Terminal.width() : Integer.MAX_VALUE);
        out.println();
        out.println(VerificationText.sum(verification));
        out.flush();
    }

    /** That there is no down is no news for each migration of a project that only goes forward; the sum counts them. */
    private static boolean isAsAsked(Finding finding) {
        return finding.rule().equals(AcceptanceRule.NO_DOWN_ASKED.id())
                && RoundTripRule.NO_DOWN.id().equals(finding.facts().get("rule"));
    }

    private String heading(MigrationResult result) {
        String word = result.verdict() == MigrationVerdict.OK
                ? "ok"
                : result.verdict().word().toUpperCase(Locale.ROOT);
        return colours.of(result.verdict(), word) + "  " + result.migration().displayName();
    }

    private static List<MigrationResult> failuresFirst(List<MigrationResult> results) {
        List<MigrationResult> ordered = new ArrayList<>();
        results.stream()
                .filter(result -> result.verdict() != MigrationVerdict.OK)
                .forEach(ordered::add);
        results.stream()
                .filter(result -> result.verdict() == MigrationVerdict.OK)
                .forEach(ordered::add);
        return ordered;
    }
}

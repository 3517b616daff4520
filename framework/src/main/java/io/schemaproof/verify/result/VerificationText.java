package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Put findings and verdicts into words, the same everywhere.
 *
 * @since 0.1
 */
public final class VerificationText {

    private VerificationText() {}

    /** Return a finding as a few lines: place and rule, message, remedy. */
    public static String finding(Finding finding) {
        List<String> lines = new ArrayList<>();
        String place = finding.file()
                .map(file -> file + (finding.line() > 0 ? ":" + finding.line() : "") + "  ")
                .orElse("");
        lines.add(place + finding.severity().word() + " " + finding.rule());
        finding.message().lines().forEach(line -> lines.add("  " + line));
        if (!finding.remedy().isEmpty()) {
            String[] remedy = finding.remedy().split("\n", -1);
            lines.add("  instead: " + remedy[0]);
            for (int index = 1; index < remedy.length; index++) {
                lines.add("           " + remedy[index]);
            }
        }
        return String.join("\n", lines);
    }

    /** Return every finding of the migrations that did not pass. */
    public static String failures(Verification verification) {
        List<String> parts = new ArrayList<>();
        for (MigrationResult result : verification.migrations()) {
            if (result.verdict() != MigrationVerdict.OK) {
                parts.add(result.verdict().word() + "  " + result.migration().displayName());
                result.findings()
                        .forEach(finding -> parts.add(finding(finding).indent(2).stripTrailing()));
            }
        }
        parts.add(sum(verification));
        return String.join("\n", parts);
    }

    /** Return one line such as {@code 12 migrations: 10 ok, 1 leaves-trace, 1 no-down, in 3.2 s}. */
    public static String sum(Verification verification) {
        Map<MigrationVerdict, Long> counts = new LinkedHashMap<>();
        for (MigrationVerdict verdict : MigrationVerdict.values()) {
            long count = verification.migrations().stream()
                    .filter(result -> result.verdict() == verdict)
                    .count();
            if (count > 0) {
                counts.put(verdict, count);
            }
        }
        List<String> words = new ArrayList<>();
        counts.forEach((verdict, count) -> words.add(count + " " + verdict.word()));
        int total = verification.migrations().size();
        long forward = verification.migrations().stream()
                .filter(result -> result.findings().stream()
                        .anyMatch(finding -> finding.rule().equals(AcceptanceRule.NO_DOWN_ASKED.id())))
                .count();
        return total
                + (total == 1 ? " migration: " : " migrations: ")
                + String.join(", ", words)
                + (forward > 0 ? ", " + forward + " without a way back" : "")
                + verification.part().map(part -> ", in shard " + part.shard()).orElse("")
                + String.format(Locale.ROOT, ", in %.1f s", verification.time().toMillis() / 1e3);
    }
}

package io.schemaproof.reports;

import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.RepositoryPath;
import io.schemaproof.verify.result.Verification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A finding as services of repositories want it.
 *
 * @param path from where the repository begins
 * @param identity the same as long as rule, script and object are; lines move, and messages hold figures
 */
record ReportedFinding(Finding finding, String path, String identity) {

    private static final int IDENTITY_LENGTH = 32;

    /** All findings, in order. */
    static List<ReportedFinding> of(Verification verification) {
        RepositoryPath paths = RepositoryPath.of(verification.folder().root());
        Map<String, Integer> seen = new HashMap<>();
        List<ReportedFinding> findings = new ArrayList<>();
        for (MigrationResult result : verification.migrations()) {
            String own = own(verification.folder(), result.migration());
            for (Finding finding : result.findings()) {
                String path = paths.of(result, finding);
                String key =
                        String.join("\0", rule(finding), path, finding.object().orElse("")) + own;
                findings.add(new ReportedFinding(finding, path, hash(key + "\0" + seen.merge(key, 1, Integer::sum))));
            }
        }
        return findings;
    }

    /** What tells a migration from the others in its file, such as changesets of Liquibase. */
    private static String own(MigrationFolder folder, Migration migration) {
        boolean alone = !folder.convention().startsWith("liquibase")
                && folder.migrations().stream()
                        .noneMatch(other -> !other.equals(migration)
                                && other.up().path().equals(migration.up().path()));
        return alone ? "" : "\0" + migration.version();
    }

    /** The rule that it breaks, also where that is accepted. */
    String rule() {
        return rule(finding);
    }

    private static String rule(Finding finding) {
        return isAccepted(finding) ? finding.facts().getOrDefault("rule", finding.rule()) : finding.rule();
    }

    /** How much it would weigh if it were not accepted. */
    String severity() {
        String own = finding.severity().word();
        return isAccepted(finding) ? finding.facts().getOrDefault("severity", own) : own;
    }

    boolean isWaived() {
        return finding.rule().equals(AcceptanceRule.WAIVED.id());
    }

    boolean isAccepted() {
        return isAccepted(finding);
    }

    private static boolean isAccepted(Finding finding) {
        return finding.rule().equals(AcceptanceRule.WAIVED.id())
                || finding.rule().equals(AcceptanceRule.KNOWN.id());
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, IDENTITY_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

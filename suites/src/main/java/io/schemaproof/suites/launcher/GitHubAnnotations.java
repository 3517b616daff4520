package io.schemaproof.suites.launcher;

import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.RepositoryPath;
import io.schemaproof.verify.result.Verification;
import io.schemaproof.verify.result.VerificationListener;
import java.io.PrintWriter;

/** Prints findings as commands of GitHub Actions, which shows them beside the lines of a pull request. */
final class GitHubAnnotations implements VerificationListener {

    private final PrintWriter out;

    GitHubAnnotations(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void finished(Verification verification) {
        RepositoryPath paths = RepositoryPath.of(verification.folder().root());
        for (MigrationResult result : verification.migrations()) {
            for (Finding finding : result.findings()) {
                out.println(line(paths.of(result, finding), finding));
            }
        }
        out.flush();
    }

    private static String line(String file, Finding finding) {
        String command = switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case NOTE -> "notice";
        };
        String text = finding.message() + (finding.remedy().isEmpty() ? "" : "\nInstead: " + finding.remedy());
        return "::" + command + " file=" + property(file)
                + (finding.line() > 0 ? ",line=" + finding.line() : "")
                + ",title=" + property(finding.rule()) + "::" + data(text);
    }

    /** The characters that end a command, as its reader wants them. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}

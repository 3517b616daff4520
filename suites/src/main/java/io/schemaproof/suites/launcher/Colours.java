package io.schemaproof.suites.launcher;

import io.schemaproof.rule.Severity;
import io.schemaproof.verify.result.MigrationVerdict;
import org.jspecify.annotations.Nullable;

/** Colours verdicts and severities where a terminal shows them and nobody objects; the words alone say the same. */
final class Colours {

    private static final String RED = "31";
    private static final String GREEN = "32";
    private static final String YELLOW = "33";

    private final boolean shown;

    private Colours(boolean shown) {
        this.shown = shown;
    }

    static Colours ofSystem() {
        return of(Terminal.isPrintedTo(), System.getenv("NO_COLOR"), System.getenv("TERM"));
    }

    /**
     * Decide.
     *
     * @param noColor the variable {@code NO_COLOR}: any text but an empty one means no, see no-color.org
     */
    static Colours of(boolean terminal, @Nullable String noColor, @Nullable String term) {
        boolean refused = noColor != null && !noColor.isEmpty();
        return new Colours(terminal && !refused && !"dumb".equals(term));
    }

    String of(MigrationVerdict verdict, String text) {
        return coloured(
                switch (verdict) {
                    case OK -> GREEN;
                    case INCONCLUSIVE -> YELLOW;
                    default -> RED;
                },
                text);
    }

    /** Colours the first word that names a severity, in the first line of a finding. */
    String of(Severity severity, String finding) {
        if (!shown || severity == Severity.NOTE) {
            return finding;
        }
        String word = severity.word();
        int line = finding.indexOf('\n') < 0 ? finding.length() : finding.indexOf('\n');
        int at = finding.lastIndexOf(word + " ", line);
        return at < 0
                ? finding
                : finding.substring(0, at)
                        + coloured(severity == Severity.ERROR ? RED : YELLOW, word)
                        + finding.substring(at + word.length());
    }

    private String coloured(String colour, String text) {
        return shown ? "\u001b[1;" + colour + "m" + text + "\u001b[0m" : text;
    }
}

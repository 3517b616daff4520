package io.schemaproof.assertions.core;

import io.schemaproof.verify.result.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opentest4j.AssertionFailedError;

/**
 * Say what failed: where, the rule, expected and actual on aligned lines, the evidence, and the way out.
 *
 * <p>Every message of this package is written here, so that all look alike.
 */
public final class Failure {

    private final String rule;
    private @Nullable String expected;
    private @Nullable String actual;
    private final List<String> lines = new ArrayList<>();
    private final List<Supplier<Evidence>> seen = new ArrayList<>();
    private boolean undecided;
    private @Nullable String inFile;
    private int hint;

    private Failure(String rule) {
        this.rule = rule;
    }

    /** Begin with the rule as a phrase that follows "Expected". */
    public static Failure expected(String rule) {
        return new Failure(rule);
    }

    /** Set the two values apart. */
    public Failure butWas(Object expectedValue, Object actualValue) {
        expected = String.valueOf(expectedValue);
        actual = String.valueOf(actualValue);
        return this;
    }

    /** Set two sets apart and name only what differs. */
    public Failure sets(SetDifference difference) {
        butWas(difference.expectedText(), difference.actualText());
        difference.lines().forEach(this::line);
        return this;
    }

    /** Add a line of evidence; further lines of the text are indented, an empty text is left out. */
    public Failure line(String text) {
        if (!text.isEmpty()) {
            lines.add(text.replace("\n", "\n  "));
        }
        return this;
    }

    public Failure line(Optional<String> text) {
        text.ifPresent(this::line);
        return this;
    }

    /**
     * Add a line on what to write instead, and what to write in a file if a file demands what failed.
     *
     * @param inJava to call
     */
    public Failure hint(String inJava, String inFileOfContract) {
        hint = lines.size();
        inFile = inFileOfContract;
        return line(inJava);
    }

    /** Keep for reports what was seen; asked for only where there is one. */
    public Failure seen(Supplier<Evidence> evidence) {
        seen.add(evidence);
        return this;
    }

    /** What was seen; empty where the message says all. */
    List<Supplier<Evidence>> seen() {
        return seen;
    }

    boolean isUndecided() {
        return undecided;
    }

    /** Say what to write in a file, where that is something else than in Java. */
    Failure inFile() {
        if (inFile != null) {
            lines.set(hint, inFile);
        }
        return this;
    }

    /** Say that nothing was checked, or that nobody can tell. */
    public Failure undecided() {
        undecided = true;
        return this;
    }

    /** Add SQL that would repair it. */
    public Failure suggest(String sql) {
        return line("Suggested: " + sql);
    }

    public AssertionFailedError error(String where, String reason) {
        StringBuilder message =
                new StringBuilder("[").append(where).append("]\nExpected ").append(rule);
        if (!reason.isEmpty()) {
            message.append(" because ").append(reason);
        }
        if (expected != null) {
            message.append("\n  expected: ").append(indented(expected));
            message.append("\n  but was : ").append(indented(String.valueOf(actual)));
        }
        lines.forEach(line -> message.append("\n  ").append(line));
        String text = message.toString();
        if (undecided) {
            return expected == null ? new UndecidedError(text) : new UndecidedError(text, expected, actual);
        }
        return expected == null ? new AssertionFailedError(text) : new AssertionFailedError(text, expected, actual);
    }

    private static String indented(String value) {
        return value.replace("\n", "\n            ");
    }
}

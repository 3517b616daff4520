package io.schemaproof.rule;

import java.util.Locale;

/**
 * How much a finding weighs.
 *
 * @since 0.1
 */
public enum Severity {
    /** Something is broken. */
    ERROR,
    /** Something deserves a look. */
    WARNING,
    /** Something worth knowing that is no fault, such as a changed column order. */
    NOTE;

    /** The word in reports: {@code error}, {@code warning}, {@code note}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

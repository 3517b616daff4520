package io.schemaproof.verify.result;

import io.schemaproof.rule.Finding;

/**
 * What is made of a finding that a project knows and accepts.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface Acceptance {

    /** Nothing is accepted. */
    Acceptance NONE = finding -> finding;

    /** Return the finding, or the note that stands for it where it is accepted. Called once for each finding. */
    Finding apply(Finding finding);
}

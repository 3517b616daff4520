package io.schemaproof.suites.project;

/**
 * Where the tests run after a push.
 *
 * @since 0.1
 */
public enum CiService {
    /** A workflow of GitHub Actions. */
    GITHUB,
    /** A job of GitLab CI. */
    GITLAB,
    /** Nowhere. */
    NONE
}

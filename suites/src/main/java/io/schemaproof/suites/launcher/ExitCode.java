package io.schemaproof.suites.launcher;

/** The exit codes of the launcher; others build on them. */
final class ExitCode {

    static final int PASSED = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int NO_DATABASE = 3;

    private ExitCode() {}
}

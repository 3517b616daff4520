package io.schemaproof.suites.launcher;

/** The exit codes of the launcher; others build on them. */
final class ExitCode {

    static final int PASSED = 0;
    static final int FINDINGS = 1;
    static final int USAGE = 2;
    static final int NO_DATABASE = 3;
    /** Not 1, which is what the JVM ends with by itself: a defect must not look like findings. */
    static final int DEFECT = 4;

    /** Those that all commands share, as their help says it. */
    static final String SHARED = "2 bad usage or input, 3 no database, 4 a defect of Schemaproof.";

    private ExitCode() {}
}

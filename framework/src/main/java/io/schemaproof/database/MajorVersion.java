package io.schemaproof.database;

/** The number at the beginning of a version text. */
final class MajorVersion {

    private MajorVersion() {}

    static int of(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return Integer.parseInt(version.substring(0, end));
    }
}

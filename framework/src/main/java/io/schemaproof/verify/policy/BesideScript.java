package io.schemaproof.verify.policy;

import java.util.List;

/** Files that say of a script how it is run, and are no part of its text: Flyway's {@code <script>.conf} and Diesel's {@code metadata.toml}. */
final class BesideScript {

    private static final String SETTINGS = ".conf";
    private static final String METADATA = "metadata.toml";

    private BesideScript() {}

    /** The paths of those that may lie beside a script. */
    static List<String> of(String script) {
        return List.of(script + SETTINGS, script.substring(0, script.lastIndexOf('/') + 1) + METADATA);
    }

    /** Whether a path is one of them; without it the script is run otherwise, too. */
    static boolean is(String path) {
        return path.endsWith(".sql" + SETTINGS) || path.equals(METADATA) || path.endsWith("/" + METADATA);
    }
}

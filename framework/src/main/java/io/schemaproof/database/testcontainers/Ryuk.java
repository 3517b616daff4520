package io.schemaproof.database.testcontainers;

/**
 * Testcontainers' own container for cleaning up, which it starts before any other. Where its image is neither present nor to be
 * fetched, the start hangs for minutes.
 */
final class Ryuk {

    static final String ADVICE = "Testcontainers would fetch its image testcontainers/ryuk first; pull it, or set the"
            + " environment variable TESTCONTAINERS_RYUK_DISABLED=true (Schemaproof cleans up without it)";

    private Ryuk() {}

    static boolean wouldBeFetched() {
        return !Boolean.parseBoolean(System.getenv("TESTCONTAINERS_RYUK_DISABLED"))
                && !DockerProbe.ofSystem().hasImageNamed("testcontainers/ryuk");
    }
}

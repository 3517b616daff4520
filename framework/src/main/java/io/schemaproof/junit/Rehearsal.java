package io.schemaproof.junit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.Databases;
import io.schemaproof.database.TemporaryFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.verify.result.AssertionListeners;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does once what a test's start takes where servers are kept: most of that time goes by because a JVM does it for the first time and loads classes, the driver's among
 * them. A made-up migration is read, a kept server is looked at, without being taken, and a made-up result is reported.
 *
 * <p>Nothing of it is used, so that a test gets what it would get without.
 */
final class Rehearsal {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final long PATIENCE_MILLIS = 2000;

    private static volatile boolean overtaken;

    private Rehearsal() {}

    /** Begin, in a thread beside. */
    static void begin(Configuration parameters) {
        Thread thread = new Thread(() -> run(parameters, () -> overtaken), "schemaproof-rehearsal");
        thread.setDaemon(true);
        thread.start();
        // A JVM whose tests have ended before would leave the made-up files.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(thread), "schemaproof-rehearsal-ends"));
    }

    /** A test begins to do what was to be done ahead. */
    static void overtake() {
        overtaken = true;
    }

    private static void await(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Run it, but for what somebody already does in earnest.
     *
     * @return whether all went well
     */
    static boolean run(Configuration parameters, BooleanSupplier overtaken) {
        try {
            SchemaSettings settings = SchemaSettings.of(Configuration.of(Map.of()), parameters);
            if (!overtaken.getAsBoolean()) {
                readSomething();
            }
            if (!overtaken.getAsBoolean()) {
                Databases.rehearse(settings.server());
            }
            if (!Databases.areEnding()) {
                AssertionListeners.rehearse();
            }
            return true;
        } catch (RuntimeException | IOException | LinkageError | ServiceConfigurationError e) {
            // Whatever it is, the test that needs it is told.
            LOG.debug("Nothing was done ahead: {}", e.toString());
            return false;
        }
    }

    private static void readSomething() throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create()) {
            Files.writeString(folder.file("V1__rehearsal.sql"), "CREATE TABLE rehearsal ();\n");
            TemplateSource source = new TemplateSource(
                    MigrationReader.read(folder.path()), Optional.empty(), Optional.empty(), Optional.empty());
            if (LastingKey.of(source, source.key()).isEmpty()) {
                throw new DatabaseException("Nobody knows where Schemaproof's own files are");
            }
        }
    }
}

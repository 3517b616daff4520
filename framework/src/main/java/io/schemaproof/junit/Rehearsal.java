package io.schemaproof.junit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
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
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where servers are kept, what is left of a test's start is mostly that a JVM does it for the first time: classes are loaded, among them the driver's. So it is
 * done once ahead, in a thread beside JUnit's search for tests: a kept server is looked at, without being taken, and a made-up migration is read.
 *
 * <p>Nothing of it is used, so that a test gets what it would get without.
 *
 * @since 0.1
 */
public final class Rehearsal implements LauncherDiscoveryListener {

    private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
    private static final long PATIENCE_MILLIS = 2000;
    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /** Called by {@link java.util.ServiceLoader}. */
    public Rehearsal() {}

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        Configuration junit =
                key -> request.getConfigurationParameters().get(key).filter(value -> !value.isBlank());
        Configuration parameters = junit.orElse(Configuration.ofSystem());
        if (parameters.get(ConfigurationParameters.DATABASE_REUSE).filter("true"::equals).isPresent()
                && BEGUN.compareAndSet(false, true)) {
            Thread thread = new Thread(() -> rehearse(parameters), "schemaproof-rehearsal");
            thread.setDaemon(true);
            thread.start();
            // A JVM whose tests have ended before would leave the made-up files.
            Runtime.getRuntime().addShutdownHook(new Thread(() -> await(thread), "schemaproof-rehearsal-ends"));
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns whether all went well. */
    static boolean rehearse(Configuration parameters) {
        try {
            SchemaSettings settings = SchemaSettings.of(Configuration.of(Map.of()), parameters);
            Databases.rehearse(settings.server());
            if (!Databases.areEnding()) {
                readSomething();
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

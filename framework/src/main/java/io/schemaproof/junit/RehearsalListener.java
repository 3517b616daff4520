package io.schemaproof.junit;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;

/**
 * Have tests find kept servers sooner: what takes long the first time in a JVM is done once beside JUnit's search for tests, where
 * {@link ConfigurationParameters#DATABASE_REUSE} says that servers are kept.
 *
 * @since 0.1
 */
public final class RehearsalListener implements LauncherDiscoveryListener {

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    /** Called by {@link java.util.ServiceLoader}. */
    public RehearsalListener() {}

    @Override
    public void launcherDiscoveryStarted(LauncherDiscoveryRequest request) {
        Configuration junit =
                key -> request.getConfigurationParameters().get(key).filter(value -> !value.isBlank());
        Configuration parameters = junit.orElse(Configuration.ofSystem());
        if (parameters
                        .get(ConfigurationParameters.DATABASE_REUSE)
                        .filter("true"::equalsIgnoreCase)
                        .isPresent()
                && BEGUN.compareAndSet(false, true)) {
            Rehearsal.begin(parameters);
        }
    }
}

package io.schemaproof.verify.result;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationFolder;
import java.util.Map;

/**
 * Tell the reports on the class path of checks again, where they are shown: a test that stands for a check announces it, so
 * that a report which follows tests finds it in the right one. Safe to share between tests that run side by side.
 *
 * @since 0.1
 */
public final class CheckEvents {

    private final VerificationListener listener;

    private CheckEvents(VerificationListener listener) {
        this.listener = listener;
    }

    /** Tell every report that checks of a folder will follow; none is asked to write a file of its own. */
    public static CheckEvents of(MigrationFolder folder) {
        VerificationListener listener = Listeners.all(Listeners.onClassPath());
        listener.started(folder, Configuration.of(Map.of()));
        return new CheckEvents(listener);
    }

    /** Announce a check to every report. */
    public synchronized void announce(CheckResult result) {
        listener.checkShown(result);
    }
}

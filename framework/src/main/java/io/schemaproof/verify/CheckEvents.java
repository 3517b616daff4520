package io.schemaproof.verify;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationFolder;
import java.util.List;
import java.util.Map;

/**
 * Tell the reports on the class path of a check again, where it is shown: a test that stands for a check announces it, so
 * that a report which follows tests finds it in the right one.
 *
 * @since 0.1
 */
public final class CheckEvents {

    private CheckEvents() {}

    /** Announce a check to every report, none of which is asked to write a file of its own. */
    public static void announce(MigrationFolder folder, CheckResult result) {
        VerificationListener listener = Listeners.all(Listeners.onClassPath());
        listener.started(
                new MigrationFolder(folder.root(), folder.convention(), List.of(result.migration()), List.of()),
                Configuration.of(Map.of()));
        listener.migrationStarted(result.migration());
        listener.checkFinished(result);
    }
}

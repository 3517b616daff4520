package io.schemaproof.verify.result;

import io.schemaproof.configuration.Configuration;
import java.util.Map;

/**
 * Tell the reports on the class path of checks again, where they are shown: a test that stands for a check announces it, so
 * that a report which follows tests finds it in the right one. Safe to share between tests that run side by side.
 *
 * @since 0.1
 */
public final class CheckEvents {

    private final VerificationListener listener;
    private final Verification verification;

    private CheckEvents(VerificationListener listener, Verification verification) {
        this.listener = listener;
        this.verification = verification;
    }

    /** Tell every report that checks of a verification will follow; none is asked to write a file of its own. */
    public static CheckEvents of(Verification verification) {
        VerificationListener listener = Listeners.all(Listeners.onClassPath());
        listener.started(verification.folder(), Configuration.of(Map.of()));
        return new CheckEvents(listener, verification);
    }

    /** Announce a check to every report. */
    public synchronized void announce(CheckResult result) {
        listener.checkShown(result, verification);
    }
}

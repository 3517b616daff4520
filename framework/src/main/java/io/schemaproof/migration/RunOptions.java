package io.schemaproof.migration;

import java.util.Map;
import java.util.Optional;

/**
 * What a caller may choose about a run.
 *
 * @param within whether it happens in a transaction of the caller, which it leaves open
 */
record RunOptions(
        RunMode mode,
        StatementObserver observer,
        Map<String, String> placeholders,
        Optional<Interruption> interruption,
        Optional<StatementProbe> probe,
        boolean within) {

    static final RunOptions DEFAULT =
            new RunOptions(RunMode.STOP, StatementObserver.NONE, Map.of(), Optional.empty(), Optional.empty(), false);

    RunOptions {
        placeholders = Map.copyOf(placeholders);
    }

    RunOptions withMode(RunMode newMode) {
        return new RunOptions(newMode, observer, placeholders, interruption, probe, within);
    }

    RunOptions withObserver(StatementObserver newObserver) {
        return new RunOptions(mode, newObserver, placeholders, interruption, probe, within);
    }

    RunOptions withPlaceholders(Map<String, String> newPlaceholders) {
        return new RunOptions(mode, observer, newPlaceholders, interruption, probe, within);
    }

    RunOptions withInterruption(Interruption newInterruption) {
        return new RunOptions(mode, observer, placeholders, Optional.of(newInterruption), probe, within);
    }

    RunOptions withProbe(StatementProbe newProbe) {
        return new RunOptions(mode, observer, placeholders, interruption, Optional.of(newProbe), within);
    }

    RunOptions withinTransaction() {
        return new RunOptions(mode, observer, placeholders, interruption, probe, true);
    }
}

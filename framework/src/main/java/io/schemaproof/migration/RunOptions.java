package io.schemaproof.migration;

import java.util.Map;
import java.util.Optional;

/** What a caller may choose about a run. */
record RunOptions(
        RunMode mode,
        StatementObserver observer,
        Map<String, String> placeholders,
        Optional<Interruption> interruption) {

    static final RunOptions DEFAULT = new RunOptions(RunMode.STOP, StatementObserver.NONE, Map.of(), Optional.empty());

    RunOptions {
        placeholders = Map.copyOf(placeholders);
    }

    RunOptions withMode(RunMode newMode) {
        return new RunOptions(newMode, observer, placeholders, interruption);
    }

    RunOptions withObserver(StatementObserver newObserver) {
        return new RunOptions(mode, newObserver, placeholders, interruption);
    }

    RunOptions withPlaceholders(Map<String, String> newPlaceholders) {
        return new RunOptions(mode, observer, newPlaceholders, interruption);
    }

    RunOptions withInterruption(Interruption newInterruption) {
        return new RunOptions(mode, observer, placeholders, Optional.of(newInterruption));
    }
}

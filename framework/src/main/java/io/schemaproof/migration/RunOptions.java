package io.schemaproof.migration;

import java.util.Map;

/** What a caller may choose about a run. */
record RunOptions(RunMode mode, StatementObserver observer, Map<String, String> placeholders) {

    static final RunOptions DEFAULT = new RunOptions(RunMode.STOP, StatementObserver.NONE, Map.of());

    RunOptions {
        placeholders = Map.copyOf(placeholders);
    }

    RunOptions withMode(RunMode newMode) {
        return new RunOptions(newMode, observer, placeholders);
    }

    RunOptions withObserver(StatementObserver newObserver) {
        return new RunOptions(mode, newObserver, placeholders);
    }

    RunOptions withPlaceholders(Map<String, String> newPlaceholders) {
        return new RunOptions(mode, observer, newPlaceholders);
    }
}

package io.schemaproof.assertions.structure;

/**
 * In which sessions a trigger fires.
 *
 * @since 0.1
 */
public enum TriggerState {
    /** In ordinary sessions; what CREATE TRIGGER makes. */
    ORIGIN,
    /** In ordinary sessions and where changes are replicated to. */
    ALWAYS,
    /** Only where changes are replicated to. */
    REPLICA,
    /** Nowhere. */
    DISABLED;

    /** Whether it fires in an ordinary session. */
    public boolean isEnabled() {
        return this == ORIGIN || this == ALWAYS;
    }

    static TriggerState of(String word) {
        return valueOf(word.toUpperCase(java.util.Locale.ROOT));
    }
}

package io.schemaproof.safety;

import java.util.Optional;

/**
 * What hazards are a danger to; a test each.
 *
 * @since 0.1
 */
public enum HazardFamily {
    /** The application has to wait, or what would have it wait breaks off. */
    WAITING("nobody waits for"),
    /** The application of before does not find what it uses. */
    NAMES("the application of before finds what it uses after"),
    /** Rows, or what depends on them, go or change in bulk. */
    ROWS("nothing goes unnamed or in bulk with"),
    /** What comes next finds something half done, unprotected or too small, or behaves differently. */
    SESSION("nothing is left behind by");

    private final String title;

    HazardFamily(String title) {
        this.title = title;
    }

    /** The beginning of a test's name, to which the migration's is added. */
    public String title() {
        return title;
    }

    /** Return what a hazard is a danger to; empty where nobody knows. */
    static Optional<HazardFamily> of(Hazard hazard) {
        return switch (hazard) {
            case BLOCKING_WORK,
                    HELD_WHILE_WORKING,
                    CONCURRENTLY_UNDER_TIMEOUT,
                    CONCURRENTLY_CORRUPTS,
                    INVALID_INDEX_HIDDEN,
                    DATA_BESIDE_DDL,
                    NO_LOCK_TIMEOUT,
                    SEVERAL_TABLES,
                    MANY_ALTERS,
                    LOCK_FOR_NOTHING,
                    TIME_ZONE,
                    LONG_TRANSACTION,
                    FOREIGN_KEY_WITHOUT_INDEX -> Optional.of(WAITING);
            case RENAME,
                    NAME_REMOVED,
                    FUNCTION_CHANGED,
                    DROP,
                    LOST_WHEN_REMADE,
                    REQUIRED_COLUMN,
                    DEFAULT_REMOVED,
                    TRIGGER_REMOVED,
                    EXPRESSION_REMOVED,
                    NULL_ALLOWED,
                    VALUE_ADDED,
                    STRICTER,
                    UNIQUE_REMOVED,
                    KEY_NAME_REMOVED,
                    WRITES_REFUSED,
                    VIEW_NOT_WRITABLE,
                    VIEW_COLUMN_TYPE,
                    PRIVILEGE_REMOVED,
                    ROW_SECURITY_REMOVED,
                    SESSION_DEFAULT,
                    NO_CONCURRENT_REFRESH,
                    SEQUENCE_STEP,
                    SEQUENCE_END -> Optional.of(NAMES);
            case CASCADE, REFERENTIAL_ACTION, TRUNCATE, UNBATCHED_CHANGE -> Optional.of(ROWS);
            case SESSION_LEAK,
                    WITHOUT_EFFECT,
                    LEFT_UNFINISHED,
                    TOOL_TABLE,
                    FOREIGN_KEY_TYPE,
                    INTEGER_KEY,
                    DUPLICATE_INDEX,
                    REDUNDANT_INDEX,
                    INDEX_TOO_WIDE,
                    UNLOGGED,
                    ROW_SECURITY_WITHOUT_POLICY,
                    PUBLIC_PRIVILEGE,
                    GRANTS_MISSING,
                    NO_REPLICA_IDENTITY,
                    OWNER_DIFFERS -> Optional.of(SESSION);
            case NOT_CHECKED, TEXT_CONTRADICTED, TEXT_ONLY -> Optional.empty();
        };
    }
}

package io.schemaproof.migration;

/**
 * How a tool sends a script.
 *
 * @since 0.1
 */
public enum ExecutionMode {
    /** Statement by statement, each its own transaction unless the script opens one (psql, goose NO TRANSACTION). */
    STATEMENTS(false, false),
    /** Statement by statement between BEGIN and COMMIT (Flyway, goose). */
    STATEMENTS_IN_TRANSACTION(false, true),
    /** The whole text in one message, which PostgreSQL runs as one implicit transaction (golang-migrate). */
    WHOLE(true, false),
    /** The whole text in one message between BEGIN and COMMIT (dbmate, Diesel). */
    WHOLE_IN_TRANSACTION(true, true);

    private final boolean whole;
    private final boolean transactional;

    ExecutionMode(boolean whole, boolean transactional) {
        this.whole = whole;
        this.transactional = transactional;
    }

    /** Whether the text is sent in one message. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the tool puts BEGIN and COMMIT around it. */
    public boolean isTransactional() {
        return transactional;
    }
}

package io.schemaproof.query;

/**
 * How a prepared statement is planned, named as the values of {@code plan_cache_mode}.
 *
 * @since 0.1
 */
public enum PlanCacheMode {
    /** Planned with the values of its parameters; what the first five executions of a prepared statement get. */
    CUSTOM("force_custom_plan"),

    /** Planned once without looking at the values; what PostgreSQL may switch to afterwards. */
    GENERIC("force_generic_plan");

    private final String setting;

    PlanCacheMode(String setting) {
        this.setting = setting;
    }

    String setting() {
        return setting;
    }
}

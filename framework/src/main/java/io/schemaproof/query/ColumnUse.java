package io.schemaproof.query;

/**
 * What a statement may do with a column of a table.
 *
 * @since 0.1
 */
public enum ColumnUse {
    /** Look at its value: in what is returned, in a condition, or to compute something. */
    READ("SELECT"),

    /** Give it a value in a new row; what a default or a trigger puts there does not count. */
    INSERT("INSERT"),

    /** Set it in a row that exists, also by {@code ON CONFLICT DO UPDATE} or {@code MERGE}; what a trigger sets does not count. */
    UPDATE("UPDATE");

    private final String privilege;

    ColumnUse(String privilege) {
        this.privilege = privilege;
    }

    /** The privilege without which the server refuses it. */
    String privilege() {
        return privilege;
    }
}

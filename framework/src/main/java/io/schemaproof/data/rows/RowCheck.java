package io.schemaproof.data.rows;

import java.util.Set;

/**
 * A condition that each row must not make false: a part of a check, or of what a partition takes in. A conjunction is not
 * false exactly when none of its parts is.
 *
 * @param columns that it is about, without quotes
 * @param bound whether it is a partition's
 */
record RowCheck(String expression, Set<String> columns, boolean bound) {

    /** Whether it compares columns with constants, so that few combinations may pass. */
    boolean hasConstants() {
        return !SqlLiterals.strings(expression).isEmpty()
                || !SqlLiterals.numbers(expression).isEmpty();
    }

    String sql() {
        return "(" + expression + ") IS NOT FALSE";
    }
}

package io.schemaproof.data.rows;

import java.util.Set;

/**
 * A condition that each row must not make false: a check, or what a partition takes in.
 *
 * @param columns that it is about, without quotes
 */
record RowCheck(String expression, Set<String> columns) {

    String sql() {
        return "(" + expression + ") IS NOT FALSE";
    }
}

package io.schemaproof.verify.rows;

import io.schemaproof.migration.Script;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows the statements of a script are about, as far as they say so by constants: {@code WHERE name = 'page_size'}, {@code INSERT … VALUES
 * ('page_size', …)}. Also those in the bodies of functions and {@code DO} blocks. A help to choose rows for the script, no evidence of what it does.
 *
 * @param conditions of {@code UPDATE}, {@code DELETE} and {@code INSERT … SELECT}, and each row of {@code VALUES}, which gets what it says, in the order
 *     of the text
 * @param sources the tables that {@code INSERT … SELECT} takes rows from, as they stand there, without quotation marks
 */
record RowConditions(List<Condition> conditions, List<String> sources) {

    /**
     * What one statement says.
     *
     * @param table as it stands there, perhaps with its schema, without quotation marks
     * @param where columns and the constants that they must equal, or that are on the right side of a bound; empty for NULL
     * @param set columns and the constants that they get; empty for NULL
     * @param demands columns, and what is demanded of them as it stands there
     */
    record Condition(
            String table,
            Map<String, Optional<String>> where,
            Map<String, Optional<String>> set,
            Map<String, String> demands) {

        /** In the order of the text, as a message shows them. */
        Condition {
            where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
            set = Map.copyOf(set);
            demands = Collections.unmodifiableMap(new LinkedHashMap<>(demands));
        }

        boolean isOf(String schema, String name) {
            return RowConditions.isOf(table, schema, name);
        }
    }

    /** Whether a table is meant by what stands there. */
    static boolean isOf(String written, String schema, String name) {
        return written.equals(name) || written.equals(schema + "." + name);
    }

    /** Read a script; one that only its tool can read says nothing. */
    static RowConditions of(Script script) {
        return of(script.text());
    }

    /** Read statements. */
    static RowConditions of(String sql) {
        return new ConditionReader(sql).read();
    }
}

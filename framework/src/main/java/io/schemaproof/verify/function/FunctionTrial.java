package io.schemaproof.verify.function;

import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Optional;

/**
 * A statement that calls functions, by itself or by triggers.
 *
 * @param function that it calls; empty where triggers do
 * @param table that it writes to; empty where it calls one function
 * @param what it is, the same word before the up and after it
 * @param sql its text; the values in it are made up
 * @param settings that are in force meanwhile, as {@code name=value}
 */
record FunctionTrial(
        Optional<Function> function, Optional<Table> table, String what, String sql, List<String> settings) {

    static FunctionTrial call(Function function, String sql) {
        return new FunctionTrial(Optional.of(function), Optional.empty(), sql, sql, List.of());
    }

    /** The server reads a whole body so where it makes the function. */
    static FunctionTrial reading(Function function, long oid) {
        return new FunctionTrial(
                Optional.of(function),
                Optional.empty(),
                "a call of " + function.signature(),
                "SELECT pg_catalog.fmgr_sql_validator(" + oid + ")",
                function.settings());
    }

    /** Whether the body is read alone, and nothing called. */
    boolean isReading() {
        return function.isPresent() && !sql.equals(what);
    }

    static FunctionTrial write(Table table, String what, String sql) {
        return new FunctionTrial(Optional.empty(), Optional.of(table), what, sql, List.of());
    }

    /** What is tried, such as {@code an UPDATE of public.items}. */
    String words() {
        return table.map(written -> article() + what + " of " + written.identity())
                .orElse(what);
    }

    private String article() {
        return what.matches("[AEIOU].*") ? "an " : "a ";
    }

    /** Whatever does the same fails as this does. */
    String each() {
        return "each "
                + table.map(written -> what + " of " + written.identity()).orElse("call") + " that comes there";
    }
}

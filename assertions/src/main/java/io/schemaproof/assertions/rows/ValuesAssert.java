package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.WholeSql;

/**
 * Assert on the values that a column or an expression has in some rows.
 *
 * <p>Values are given in Java or as PostgreSQL writes them; the server makes values of the column's type of them and
 * compares by that type: {@code uuid}, {@code inet}, arrays, ranges, enums, JSON and composite values too. Except where NULL
 * is spoken of, NULLs are not judged; where nothing else is left, the assertion fails, unless {@link #allowingNoRows()} was
 * said.
 *
 * <pre>{@code
 * rows.column("status").hasOnlyValues("NEW", "PAID");   // passes when each status is one of these
 * rows.column("email").tolerating(percent(0.1)).matches("@");   // fails when more than 1 of 1,000 do not match
 * }</pre>
 *
 * @since 0.1
 */
public class ValuesAssert extends AbstractValueStructuresAssert<ValuesAssert> {

    ValuesAssert(RowCheck check, Terms terms, String expression) {
        super(check, terms, WholeSql.of(expression), ValuesAssert.class);
    }

    /** Require that every value is true. */
    public ValuesAssert isTrue() {
        return isEqualTo(true);
    }

    /** Require that every value is false. */
    public ValuesAssert isFalse() {
        return isEqualTo(false);
    }

    /** Require that every value is 0. */
    public ValuesAssert isZero() {
        return isEqualTo(0);
    }
}

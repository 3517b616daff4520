package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.SqlValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What all assertions on values share: the expression, its type on the server, and how expected values are written. */
abstract class AbstractValuesAssert<S extends AbstractValuesAssert<S>> extends AbstractRowsAssert<S> {

    private final String expression;
    private @Nullable ServerType type;

    AbstractValuesAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, selfType);
        this.expression = expression;
    }

    @Override
    protected String where() {
        return check().where() + " · " + expression;
    }

    String expression() {
        return expression;
    }

    /** The expression where it stands beside operators. */
    String value() {
        return "(" + expression + ")";
    }

    /** Not IS NOT NULL, which of a composite value requires every field. */
    String known() {
        return "NOT (" + value() + " IS NULL)";
    }

    ServerType type() {
        ServerType found = type;
        if (found == null) {
            found = sql().type(expression);
            type = found;
        }
        return found;
    }

    /** The expression in a form that can be compared for equality. */
    String comparable() {
        return type().comparable(expression);
    }

    boolean hidden() {
        return sql().hides(expression);
    }

    /** A value that was expected as a message may show it. */
    String shown(Object expected) {
        return hidden() ? MaskedColumns.MASK : SqlValues.text(expected);
    }

    String shownAll(@Nullable Object... expected) {
        return hidden()
                ? expected.length + " masked values"
                : Arrays.stream(expected)
                        .map(value -> value == null ? "NULL" : SqlValues.text(value))
                        .collect(Collectors.joining(", ", "[", "]"));
    }

    /** A value that was found as a message may show it. */
    String found(@Nullable String value) {
        return check().shown(expression, value);
    }

    /** Expected values as literals that can be compared with {@link #comparable}. */
    List<String> literals(@Nullable Object... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("Name at least one value.");
        }
        List<String> literals = new ArrayList<>();
        for (Object value : values) {
            if (value == null) {
                throw new IllegalArgumentException("NULL is not a value; say hasNoNulls() or nulls(..) about it.");
            }
            literals.add(type().comparableLiteral(value));
        }
        return literals;
    }

    /** Require something of every value that is not NULL. */
    S everyValue(String what, String failing) {
        return every("every value to " + what, known(), failing, List.of(expression), "fail");
    }
}

package io.schemaproof.assertions.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;
import org.opentest4j.MultipleFailuresError;

/**
 * What all assertions of this package share: where they are, why they are demanded, and how several failures of one
 * object come together.
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractSchemaproofAssert<S extends AbstractSchemaproofAssert<S, A>, A>
        extends AbstractAssert<S, A> {

    private String reason = "";
    private @Nullable List<AssertionError> gathered;

    protected AbstractSchemaproofAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** The object as messages name it: {@code table public.orders}. */
    protected abstract String where();

    /** Give the reason that the messages of the following assertions show. */
    public S because(String why) {
        reason = why;
        return myself;
    }

    /**
     * Fail always: an assertion object is never null, whether its object exists or not.
     *
     * @deprecated a missing object already fails where it is looked up; for a column say {@code isNotNullable()}
     */
    @Deprecated(since = "0.1")
    @Override
    public S isNotNull() {
        fail(Failure.expected("nothing: isNotNull() says nothing about " + where())
                .line("Looking an object up already fails when it does not exist.")
                .line("For a column, did you mean isNotNullable() (the schema) or hasNoNulls() (the rows)?"));
        return myself;
    }

    /**
     * Fail always: an assertion object is never null, whether its object exists or not.
     *
     * @deprecated ask for the absence of an object with {@code hasNoTable} and the like
     */
    @Deprecated(since = "0.1")
    @Override
    public void isNull() {
        fail(Failure.expected("nothing: isNull() says nothing about " + where())
                .line("Ask for absence with hasNoTable(..), hasNoColumn(..), hasNoIndex(..)."));
    }

    /** Throw, or inside a nested block keep the failure until its end. */
    protected final void fail(Failure failure) {
        raise(failure.error(location(), reason));
    }

    /** Throw at once even inside a nested block, because nothing that follows would make sense. */
    protected final AssertionError missing(Failure failure) {
        return failure.error(location(), reason);
    }

    private String location() {
        return info.hasDescription() ? info.descriptionText() + " · " + where() : where();
    }

    private void raise(AssertionError error) {
        if (gathered == null) {
            throw error;
        }
        gathered.add(error);
    }

    /** Run a nested block to its end and then raise all its failures together. */
    protected final <N extends AbstractSchemaproofAssert<N, ?>> S nested(N inner, Consumer<? super N> block) {
        List<AssertionError> failures = new ArrayList<>();
        AbstractSchemaproofAssert<N, ?> base = inner;
        base.gathered = failures;
        base.reason = reason;
        try {
            block.accept(inner);
        } catch (AssertionError e) {
            failures.add(e);
        } finally {
            base.gathered = null;
        }
        if (gathered != null) {
            gathered.addAll(failures);
        } else if (failures.size() == 1) {
            throw failures.get(0);
        } else if (!failures.isEmpty()) {
            throw new MultipleFailuresError("[" + inner.where() + "]", failures);
        }
        return myself;
    }

    /** Hand reason and pending failures on to an assertion that the chain continues with. */
    protected final <N extends AbstractSchemaproofAssert<N, ?>> N continued(N next) {
        AbstractSchemaproofAssert<N, ?> base = next;
        base.reason = reason;
        base.gathered = gathered;
        return next;
    }
}

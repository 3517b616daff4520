package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.TypedObject;
import java.util.function.Function;

/**
 * All objects of a kind, where a rule begins.
 *
 * @param <T> the kind
 * @param <P> how some of them are chosen
 * @param <C> what is demanded of them
 * @since 0.1
 */
public class Given<T extends TypedObject, P extends ObjectsThat<T, C, P>, C extends ObjectsShould<T, C>> {

    private final ObjectSource<T> source;
    private final Function<Selection<T>, P> that;

    Given(ObjectSource<T> source, Function<Selection<T>, P> that) {
        this.source = source;
        this.that = that;
    }

    /** Go on with predicates that choose some of them. */
    public P that() {
        return that.apply(Selection.all(source));
    }

    /** Choose some of them. */
    public P that(ObjectPredicate<? super T> predicate) {
        return that().satisfy(predicate);
    }

    /** Go on with what is demanded of all of them. */
    public C should() {
        return that().should();
    }

    /** Demand something of all of them. */
    public ObjectRule<T> should(ObjectCondition<? super T> condition) {
        return should().satisfy(condition);
    }
}

package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.TypedObject;
import java.util.Optional;

/**
 * The objects chosen so far, and how the next predicate joins them.
 *
 * @param predicate empty for all objects
 * @param either whether the next predicate is joined by "or"
 * @param negated whether the next predicate is negated
 */
record Selection<T extends TypedObject>(
        ObjectSource<T> source, Optional<ObjectPredicate<T>> predicate, boolean either, boolean negated) {

    static <T extends TypedObject> Selection<T> all(ObjectSource<T> source) {
        return new Selection<>(source, Optional.empty(), false, false);
    }

    Selection<T> with(ObjectPredicate<? super T> next) {
        ObjectPredicate<T> all = ObjectPredicate.of("", object -> true);
        ObjectPredicate<T> own = new ObjectPredicate<>(
                next.description(), schema -> all.and(next).in().apply(schema));
        ObjectPredicate<T> added = negated ? own.negate() : own;
        return new Selection<>(
                source,
                Optional.of(predicate
                        .map(before -> either ? before.or(added) : before.and(added))
                        .orElse(added)),
                false,
                false);
    }

    Selection<T> or() {
        return new Selection<>(source, predicate, true, negated);
    }

    Selection<T> not() {
        return new Selection<>(source, predicate, either, !negated);
    }

    String words() {
        return source.plural() + predicate.map(p -> " that " + p.description()).orElse("");
    }
}

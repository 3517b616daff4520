package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Choose the objects that a rule is about.
 *
 * @param <T> the type of the objects
 * @param description a phrase that follows "that": {@code are in public}
 * @param in makes the test for one database, once for each evaluation
 * @since 0.1
 */
public record ObjectPredicate<T>(String description, Function<Schema, Predicate<T>> in) {

    /** Choose by the object alone. */
    public static <T> ObjectPredicate<T> of(String description, Predicate<T> test) {
        return new ObjectPredicate<>(description, schema -> test);
    }

    public ObjectPredicate<T> and(ObjectPredicate<? super T> other) {
        return new ObjectPredicate<>(description + " and " + other.description, schema -> {
            Predicate<T> left = in.apply(schema);
            Predicate<? super T> right = other.in.apply(schema);
            return object -> left.test(object) && right.test(object);
        });
    }

    public ObjectPredicate<T> or(ObjectPredicate<? super T> other) {
        return new ObjectPredicate<>(description + " or " + other.description, schema -> {
            Predicate<T> left = in.apply(schema);
            Predicate<? super T> right = other.in.apply(schema);
            return object -> left.test(object) || right.test(object);
        });
    }

    /** Choose the others. */
    public ObjectPredicate<T> negate() {
        return new ObjectPredicate<>(
                negated(description), schema -> in.apply(schema).negate());
    }

    private static String negated(String words) {
        if (words.startsWith("are ")) {
            return "are not " + words.substring("are ".length());
        }
        return words.contains(" and ") || words.contains(" or ") ? "do not (" + words + ")" : "do not " + words;
    }
}

package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.TypedObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Say what the objects of a rule should be.
 *
 * @param <T> the type of the objects
 * @param description a phrase that follows "should": {@code have a primary key}
 * @param in makes the judgement for one database, once for each evaluation; it returns what is wrong with an object
 * @since 0.1
 */
public record ObjectCondition<T>(String description, Function<Schema, Function<T, List<Violation>>> in) {

    /** Judge by the object alone. */
    public static <T> ObjectCondition<T> of(String description, Function<T, Optional<Violation>> judge) {
        return new ObjectCondition<>(
                description, schema -> object -> judge.apply(object).stream().toList());
    }

    /**
     * Require that something holds for each object.
     *
     * @param complaint what is wrong where it does not, as a phrase that follows the object's name
     */
    public static <T extends TypedObject> ObjectCondition<T> of(
            String description, Predicate<T> holds, Function<T, String> complaint) {
        return of(
                description,
                object -> holds.test(object)
                        ? Optional.empty()
                        : Optional.of(Violation.of(object, complaint.apply(object))));
    }

    /**
     * Require that something holds for each object, and say how to mend it.
     *
     * @param repair SQL with its semicolon
     */
    public static <T extends TypedObject> ObjectCondition<T> of(
            String description, Predicate<T> holds, Function<T, String> complaint, Function<T, String> repair) {
        return of(
                description,
                object -> holds.test(object)
                        ? Optional.empty()
                        : Optional.of(
                                Violation.of(object, complaint.apply(object)).suggesting(repair.apply(object))));
    }

    /** Require another condition too; the violations of both are reported. */
    public ObjectCondition<T> and(ObjectCondition<? super T> other) {
        return new ObjectCondition<>(description + " and " + other.description, schema -> {
            Function<T, List<Violation>> left = in.apply(schema);
            Function<? super T, List<Violation>> right = other.in.apply(schema);
            return object -> {
                List<Violation> all = new ArrayList<>(left.apply(object));
                all.addAll(right.apply(object));
                return all;
            };
        });
    }
}

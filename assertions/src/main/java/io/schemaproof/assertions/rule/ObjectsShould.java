package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.TypedObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Demand of objects what can be demanded of all kinds.
 *
 * @param <T> the kind of objects
 * @param <S> the own type
 * @since 0.1
 */
public class ObjectsShould<T extends TypedObject, S extends ObjectsShould<T, S>> {

    private final Selection<T> selection;

    ObjectsShould(Selection<T> selection) {
        this.selection = selection;
    }

    /** Demand something of one's own; {@link ObjectCondition#and} joins several. */
    public ObjectRule<T> satisfy(ObjectCondition<? super T> condition) {
        ObjectCondition<T> nothing = ObjectCondition.of("", object -> Optional.empty());
        return new ObjectRule<>(
                selection,
                new ObjectCondition<>(
                        condition.description(),
                        schema -> nothing.and(condition).in().apply(schema)));
    }

    /**
     * Demand something of one's own.
     *
     * @param description a phrase that follows "should": {@code have at most 20 columns}
     * @param complaint what is wrong where it does not hold, as a phrase that follows the object's name
     */
    public ObjectRule<T> satisfy(String description, Predicate<T> holds, Function<T, String> complaint) {
        return satisfy(ObjectCondition.of(description, holds, complaint));
    }

    /**
     * Demand something of one's own, and say how to mend it.
     *
     * @param repair SQL with its semicolon
     */
    public ObjectRule<T> satisfy(
            String description, Predicate<T> holds, Function<T, String> complaint, Function<T, String> repair) {
        return satisfy(ObjectCondition.of(description, holds, complaint, repair));
    }

    /** Demand that there is no such object. */
    public ObjectRule<T> notExist() {
        return satisfy(ObjectCondition.<T>of("not exist", object -> false, object -> "exists"))
                .allowEmptyShould(true);
    }

    /** Demand a name, without schema or table, that matches a regular expression as a whole. */
    public ObjectRule<T> haveNameMatching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return satisfy(
                "have a name matching '" + regex + "'",
                object -> pattern.matcher(object.name()).matches(),
                object -> "has a name that does not match '" + regex + "'");
    }

    /** Demand a name, without schema or table, that does not match a regular expression. */
    public ObjectRule<T> notHaveNameMatching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return satisfy(
                "not have a name matching '" + regex + "'",
                object -> !pattern.matcher(object.name()).matches(),
                object -> "has a name that matches '" + regex + "'");
    }

    /** Demand a comment. */
    public ObjectRule<T> haveComment() {
        return satisfy(Conditions.comment());
    }

    /** Demand an owner. */
    public ObjectRule<T> beOwnedBy(String role) {
        List<String> name = List.of(Names.column(role));
        return satisfy(
                "be owned by " + role,
                object -> object.owner()
                        .filter(owner -> Names.parse(owner).equals(name))
                        .isPresent(),
                object -> "is owned by " + object.owner().orElse("nobody"));
    }
}

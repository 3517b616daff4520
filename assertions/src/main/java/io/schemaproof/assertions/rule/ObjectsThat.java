package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Named;
import org.jooq.Schema;

/**
 * Choose objects by what all kinds have. Predicates that follow each other are joined by "and", unless {@link #or()} stands
 * between them, and from left to right; for brackets combine {@link ObjectPredicate}s.
 *
 * @param <T> the kind of objects
 * @param <C> what is demanded of them
 * @param <S> the own type
 * @since 0.1
 */
public abstract class ObjectsThat<
        T extends TypedObject, C extends ObjectsShould<T, C>, S extends ObjectsThat<T, C, S>> {

    private final Selection<T> selection;

    ObjectsThat(Selection<T> selection) {
        this.selection = selection;
    }

    abstract S with(Selection<T> next);

    abstract C should(Selection<T> chosen);

    /** Join the next predicate by "and", which is also what happens without it. */
    public S and() {
        return with(selection);
    }

    /** Join the next predicate by "or" with all before it. */
    public S or() {
        return with(selection.or());
    }

    /** Negate the next predicate. */
    public S not() {
        return with(selection.not());
    }

    /** Choose by a predicate of one's own. */
    public S satisfy(ObjectPredicate<? super T> predicate) {
        return with(selection.with(predicate));
    }

    /**
     * Choose by a predicate of one's own.
     *
     * @param description a phrase that follows "that": {@code are audited}
     */
    public S satisfy(String description, Predicate<T> predicate) {
        return satisfy(ObjectPredicate.of(description, predicate));
    }

    /** Choose those in one of these schemas. */
    public S areIn(String... schemas) {
        List<String> names = Arrays.stream(schemas).map(Names::column).toList();
        return satisfy("are in " + words(schemas), object -> names.contains(object.schema()));
    }

    /** Do the same with jOOQ schemas. */
    public S areIn(Schema first, Schema... more) {
        return areIn(Names.unqualified(first, more));
    }

    /** Choose those in none of these schemas. */
    public S areNotIn(String... schemas) {
        List<String> names = Arrays.stream(schemas).map(Names::column).toList();
        return satisfy("are not in " + words(schemas), object -> !names.contains(object.schema()));
    }

    /** Do the same with jOOQ schemas. */
    public S areNotIn(Schema first, Schema... more) {
        return areNotIn(Names.unqualified(first, more));
    }

    /** Choose those with one of these names, without schema or table. */
    public S haveName(String... names) {
        List<String> folded = Arrays.stream(names).map(Names::column).toList();
        return satisfy("have the name " + words(names), object -> folded.contains(object.name()));
    }

    /** Choose those with the name of one of these jOOQ tables, fields or sequences, in whatever schema or table. */
    public S haveName(Named first, Named... more) {
        return haveName(Names.unqualified(first, more));
    }

    /** Choose those whose whole name, without schema or table, matches a regular expression. */
    public S haveNameMatching(String regex) {
        Pattern pattern = Pattern.compile(regex);
        return satisfy(
                "have a name matching '" + regex + "'",
                object -> pattern.matcher(object.name()).matches());
    }

    /** Choose those that a role owns. */
    public S areOwnedBy(String role) {
        String name = Names.column(role);
        return satisfy(
                "are owned by " + role,
                object -> object.owner()
                        .filter(owner -> Names.parse(owner).equals(List.of(name)))
                        .isPresent());
    }

    /** Choose those with a comment. */
    public S haveComment() {
        return satisfy("have a comment", object -> object.comment().isPresent());
    }

    /** Go on with what is demanded. */
    public C should() {
        return should(selection);
    }

    /** Demand something. */
    public ObjectRule<T> should(ObjectCondition<? super T> condition) {
        return should().satisfy(condition);
    }

    private static String words(String... names) {
        return Arrays.stream(names).collect(Collectors.joining(" or "));
    }
}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * What the assertions on objects other than tables share: owner, comment, and the comparison of one property.
 *
 * <pre>{@code
 * assertThat(schema).view("open_orders").hasOwner("shop").hasComment("What is not paid yet"); // passes
 * assertThat(schema).view("open_orders").hasNoComment(); // fails, and shows the comment
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractObjectAssert<S extends AbstractObjectAssert<S, A>, A>
        extends AbstractSchemaproofAssert<S, A> {

    protected final Schema schema;
    private final CatalogObject object;

    protected AbstractObjectAssert(Schema schema, A actual, CatalogObject object, Class<?> selfType) {
        super(actual, selfType);
        this.schema = schema;
        this.object = object;
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(schema);
    }

    @Override
    protected String where() {
        return object.id().toString();
    }

    /** Require an owner; fails for another one. */
    public S hasOwner(String role) {
        String expected = Names.column(role);
        String found = object.attribute("owner")
                .map(owner -> Names.parse(owner).get(0))
                .orElse("");
        if (!found.equals(expected)) {
            Failure failure = Failure.expected("the owner to be " + Names.quote(expected))
                    .butWas(Names.quote(expected), found.isEmpty() ? "no owner of its own" : Names.quote(found));
            ownedKind()
                    .ifPresent(kind -> failure.suggest(
                            "ALTER " + kind + " " + identity() + " OWNER TO " + Names.quote(expected) + ";"));
            fail(failure);
        }
        return myself;
    }

    /** Require a comment of exactly this text. */
    public S hasComment(String comment) {
        return same("the comment", comment, object.attribute("comment").orElse("no comment"));
    }

    /** Require that there is no comment. */
    public S hasNoComment() {
        return same("no comment", "no comment", object.attribute("comment").orElse("no comment"));
    }

    /** What a contract does not name. */
    final void failed(Failure failure) {
        fail(failure);
    }

    /** Check what stands at a place of a file, if it does. */
    final void at(Optional<FilePlace> place, Runnable checks) {
        demandedAt(place.map(FilePlace::toString).orElse(""), checks);
    }

    final String identity() {
        return object.id().identity();
    }

    final CatalogObject object() {
        return object;
    }

    final Sql sql() {
        return new Sql(schema.dataSource());
    }

    /** Compare one property. */
    final S same(String rule, Object expected, Object found) {
        return same(rule, expected, found, "");
    }

    /** Compare one property; the SQL that would repair it may be empty. */
    final S same(String rule, Object expected, Object found, String repair) {
        if (!expected.equals(found)) {
            Failure failure = Failure.expected(rule).butWas(expected, found);
            fail(repair.isEmpty() ? failure : failure.suggest(repair));
        }
        return myself;
    }

    /** Compare two sets of names. */
    final S exactly(String rule, Collection<String> expected, Collection<String> found) {
        return differs(rule, SetDifference.exactly(expected, found));
    }

    /**
     * Require that some names are among those there are.
     *
     * @throws IllegalArgumentException if none is expected
     */
    final S atLeast(String rule, Collection<String> expected, Collection<String> found) {
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("Name at least one of what is expected.");
        }
        return differs(rule, SetDifference.atLeast(expected, found));
    }

    private S differs(String rule, SetDifference difference) {
        if (!difference.isEmpty()) {
            fail(Failure.expected(rule).sets(difference));
        }
        return myself;
    }

    private Optional<String> ownedKind() {
        return switch (object.id().kind()) {
            case ENUM_TYPE, RANGE_TYPE, COMPOSITE_TYPE -> Optional.of("TYPE");
            case VIEW, MATERIALIZED_VIEW, FUNCTION, PROCEDURE, AGGREGATE, SEQUENCE, DOMAIN, EVENT_TRIGGER ->
                Optional.of(words(object.id().kind()));
            default -> Optional.empty();
        };
    }

    private static String words(ObjectKind kind) {
        return kind.word().toUpperCase(Locale.ROOT);
    }
}

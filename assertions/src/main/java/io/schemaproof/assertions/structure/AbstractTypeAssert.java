package io.schemaproof.assertions.structure;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Schema;
import java.util.function.Consumer;

/**
 * What the assertions on types of the schema share.
 *
 * <pre>{@code
 * assertThat(schema).enumType("mood").privileges().grantsExactly("app", USAGE); // passes
 * assertThat(schema).enumType("mood").privileges().grantsNothing("PUBLIC"); // fails: all may use a new type
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractTypeAssert<S extends AbstractTypeAssert<S, A>, A> extends AbstractObjectAssert<S, A> {

    AbstractTypeAssert(Schema schema, A actual, CatalogObject object, Class<?> selfType) {
        super(schema, actual, object, selfType);
    }

    /** Go on with who may use it. */
    public PrivilegesAssert privileges() {
        return continued(PrivilegesAssert.of(schema, Securable.TYPE, identity()));
    }

    /** Assert on who may use it and come back; all failures are reported together. */
    public S privileges(Consumer<PrivilegesAssert> requirements) {
        return nested(privileges(), requirements);
    }

    /** Compare a type, however it is written. */
    final S sameType(String rule, String expected, String found) {
        if (found.equals(expected)) {
            return myself;
        }
        // The snapshot writes the schema of a type that the search path would find.
        Canonical canonical = new Canonical(schema.dataSource());
        return same(rule, canonical.type(expected), canonical.type(found));
    }
}

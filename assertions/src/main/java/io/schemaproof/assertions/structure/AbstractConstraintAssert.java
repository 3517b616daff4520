package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.Optional;

/**
 * What all constraints of a table have in common.
 *
 * <p>A constraint that does not hold for every row, because it is {@code NOT VALID} or not enforced, fails at the first
 * assertion on it, unless {@link #allowingNotValid()} was said before.
 *
 * <pre>{@code
 * assertThat(schema).table("lines").foreignKey("order_id").isNotValidated().hasName("lines_order_fk"); // passes
 * assertThat(schema).table("lines").foreignKey("order_id").hasName("lines_order_fk"); // fails: it is NOT VALID
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <C> the type of constraint
 * @since 0.1
 */
public abstract class AbstractConstraintAssert<S extends AbstractConstraintAssert<S, C>, C extends Constraint>
        extends AbstractSchemaproofAssert<S, C> {

    final Schema schema;
    final Table table;
    private boolean judged;

    AbstractConstraintAssert(Schema schema, C actual, Table table, Class<?> selfType) {
        super(actual, selfType);
        this.schema = schema;
        this.table = table;
    }

    @Override
    protected String where() {
        return "table " + table.identity() + " · " + word() + " " + quotedName();
    }

    /** What messages call it: {@code foreign key}. */
    String word() {
        return actual.type();
    }

    final String quotedName() {
        return Names.quote(actual.name());
    }

    final CanonicalTable canonical() {
        return new CanonicalTable(schema.dataSource(), table.identity());
    }

    /** Let what follows pass although old rows may violate it. */
    public S allowingNotValid() {
        judged = true;
        return myself;
    }

    /** Require that every row is known to satisfy it: not {@code NOT VALID}, and enforced. */
    public S isValidated() {
        judged = true;
        invalidity().ifPresent(this::fail);
        return myself;
    }

    /** Require that it is {@code NOT VALID}: old rows were not checked, new ones are. */
    public S isNotValidated() {
        judged = true;
        if (actual.isValidated()) {
            fail(Failure.expected("the " + word() + " to be NOT VALID").butWas("NOT VALID", "validated"));
        }
        return myself;
    }

    /** Require that the server enforces it, for new rows at least. */
    public S isEnforced() {
        judged = true;
        String doubt = doubt();
        if (!doubt.isEmpty() && !doubt.equals("NOT VALID")) {
            fail(Failure.expected("the " + word() + " to be enforced").butWas("enforced", doubt));
        }
        return myself;
    }

    /** Require that it is {@code NOT ENFORCED}; PostgreSQL 18 and later. */
    public S isNotEnforced() {
        judged = true;
        if (actual.isEnforced()) {
            fail(Failure.expected("the " + word() + " to be NOT ENFORCED").butWas("NOT ENFORCED", "enforced"));
        }
        return myself;
    }

    /** Require the name. */
    public S hasName(String name) {
        demandValidity();
        String expected = Names.column(name);
        if (!expected.equals(actual.name())) {
            fail(Failure.expected("the " + word() + " to be called " + Names.quote(expected))
                    .butWas(Names.quote(expected), quotedName())
                    .suggest("ALTER TABLE " + table.identity() + " RENAME CONSTRAINT " + quotedName() + " TO "
                            + Names.quote(expected) + ";"));
        }
        return myself;
    }

    /** Require a comment of this text. */
    public S hasComment(String comment) {
        ObjectFacts.comment(
                        actual.object(), comment, "COMMENT ON CONSTRAINT " + quotedName() + " ON " + table.identity())
                .ifPresent(this::fail);
        return myself;
    }

    /** Require that it cannot be deferred to the end of a transaction. */
    public S isNotDeferrable() {
        return deferrable("NOT DEFERRABLE");
    }

    /** Require that it can be deferred but is checked at once unless told otherwise. */
    public S isDeferrable() {
        return deferrable("DEFERRABLE INITIALLY IMMEDIATE");
    }

    /** Require that it is checked at the end of a transaction. */
    public S isInitiallyDeferred() {
        return deferrable("DEFERRABLE INITIALLY DEFERRED");
    }

    final String deferrability() {
        return !actual.isDeferrable()
                ? "NOT DEFERRABLE"
                : "DEFERRABLE INITIALLY " + (actual.isInitiallyDeferred() ? "DEFERRED" : "IMMEDIATE");
    }

    private S deferrable(String expected) {
        demandValidity();
        String found = deferrability();
        if (!found.equals(expected)) {
            fail(Failure.expected("the " + word() + " to be " + expected).butWas(expected, found));
        }
        return myself;
    }

    /** Fail once if it does not hold for every row and nobody said that it need not. */
    final void demandValidity() {
        if (!judged) {
            judged = true;
            invalidity()
                    .map(failure -> failure.line("If that is meant, say allowingNotValid()" + orElse() + " before."))
                    .ifPresent(this::fail);
        }
    }

    /** Why rows may violate it; the empty text where none can. */
    String doubt() {
        return !actual.isEnforced() ? "NOT ENFORCED" : !actual.isValidated() ? "NOT VALID" : "";
    }

    /** The other word that lets what was found pass. */
    String orElse() {
        return doubt().equals("NOT ENFORCED") ? " or isNotEnforced()" : " or isNotValidated()";
    }

    Optional<Failure> invalidity() {
        String doubt = doubt();
        if (doubt.isEmpty()) {
            return Optional.empty();
        }
        Failure failure =
                Failure.expected("the " + word() + " to hold for every row").butWas("validated", doubt);
        return Optional.of(
                doubt.equals("NOT VALID")
                        ? failure.suggest("ALTER TABLE " + table.identity() + " VALIDATE CONSTRAINT " + quotedName()
                                + ";  -- after rows that violate it are gone")
                        : failure);
    }
}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ConstraintState;
import io.schemaproof.assertions.contract.ConstraintTiming;
import io.schemaproof.assertions.contract.ContractPlaces;
import io.schemaproof.assertions.contract.OwnParts;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.UndecidedException;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.query.QueryException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the checks of a table's contract share.
 *
 * @param real takes the failures of what the contract does not name
 * @param table the same for the assertions on what it names, perhaps watched
 * @param home the schema of tables that are named without one; the search path where it is empty
 * @param isPartition whether what the parent gives is not asked for
 * @param allowsOthers whether what the contract does not name passes
 * @param places where the parts of the contract stand
 */
record ContractScope(
        Schema schema,
        Table actual,
        TableAssert real,
        TableAssert table,
        Optional<String> home,
        boolean isPartition,
        boolean allowsOthers,
        ContractPlaces places) {

    private static final String DENIED = "42501";

    /** Check what stands at a place of the contract. */
    void at(Runnable checks, String... keys) {
        real.at(places.of(keys), checks);
    }

    /** The number of a part in the list in which it stands. */
    static String number(List<?> parts, Object part) {
        return String.valueOf(parts.indexOf(part));
    }

    void fail(Failure failure) {
        real.failed(failure);
    }

    /** What the server refuses, because a column it needs is missing for instance, is one failure among the others. */
    void attempt(Runnable part) {
        attempt(new AtomicBoolean(), part);
    }

    /** @param undecided is set where nobody knows what the contract means */
    void attempt(AtomicBoolean undecided, Runnable part) {
        try {
            part.run();
        } catch (QueryException e) {
            undecided.compareAndSet(false, e instanceof UndecidedException);
            fail(refused("table", e));
        }
    }

    /** What the server did not take, or could not be asked. */
    static Failure refused(String object, QueryException e) {
        if (isDenied(e)) {
            return Failure.expected("a role that may look at the " + object)
                    .line(String.valueOf(e.getMessage()))
                    .undecided();
        }
        Failure failure = Failure.expected("a contract that fits the " + object).line(String.valueOf(e.getMessage()));
        return e instanceof UndecidedException ? failure.undecided() : failure;
    }

    /** Whether whoever connects may not know, so that nothing is said of the database. */
    static boolean isDenied(QueryException e) {
        return e.getCause() instanceof SQLException cause && DENIED.equals(cause.getSQLState());
    }

    Canonical canonical() {
        return new Canonical(schema.dataSource());
    }

    /** A name without a schema is one of the schema the contract is for, if it is for one. */
    String qualified(String name) {
        return home.filter(unused -> Names.parse(name).size() == 1)
                .map(own -> Names.quote(own) + "." + Names.quote(Names.column(name)))
                .orElse(name);
    }

    /** The table's full name, or the name as it is where there is no such table. */
    String identity(String name) {
        return schema.catalog()
                .table(qualified(name))
                .map(TypedObject::identity)
                .orElse(qualified(name));
    }

    /** The constraints and indexes that the contract names. */
    OwnParts own() {
        return new OwnParts(actual, isPartition);
    }

    void superfluous(List<? extends Constraint> rest) {
        if (allowsOthers) {
            return;
        }
        rest.forEach(constraint -> fail(Failure.expected("no " + word(constraint) + " besides the contract's")
                .butWas("no such " + word(constraint), Names.quote(constraint.name()) + " " + constraint.definition())
                .suggest("ALTER TABLE " + actual.identity() + " DROP CONSTRAINT " + Names.quote(constraint.name())
                        + ";")));
    }

    private static String word(Constraint constraint) {
        return constraint.type().equals("foreign key") ? "foreign key" : constraint.type() + " constraint";
    }

    static void state(AbstractConstraintAssert<?, ?> constraint, ConstraintState expected) {
        switch (expected) {
            case VALID -> constraint.isValidated();
            case NOT_VALID -> {
                constraint.isEnforced();
                constraint.isNotValidated();
            }
            case NOT_ENFORCED -> constraint.isNotEnforced();
        }
    }

    static void timing(AbstractConstraintAssert<?, ?> constraint, ConstraintTiming expected) {
        switch (expected) {
            case NOT_DEFERRABLE -> constraint.isNotDeferrable();
            case DEFERRABLE -> constraint.isDeferrable();
            case INITIALLY_DEFERRED -> constraint.isInitiallyDeferred();
        }
    }
}

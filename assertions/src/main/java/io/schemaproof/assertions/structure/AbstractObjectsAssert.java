package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Lookup;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way from a database to its objects other than tables. What is missing fails where it is looked up.
 *
 * <pre>{@code
 * assertThat(schema).noSequenceCollides().enumType("mood").hasExactlyLabels("sad", "ok", "happy"); // passes
 * assertThat(schema).allFunctionsStillCompile(); // fails when a column is gone that a body names
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractObjectsAssert<S extends AbstractObjectsAssert<S>>
        extends AbstractInventoryAssert<S, Schema> {

    AbstractObjectsAssert(Schema actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Go on with a materialized view.
     *
     * @throws AssertionError if there is none of this name
     */
    public ViewAssert materializedView(String name) {
        return continued(findMaterializedView(name));
    }

    /** Go on with the materialized view that a jOOQ table stands for. */
    public ViewAssert materializedView(org.jooq.Table<?> view) {
        return materializedView(Names.of(view));
    }

    /** Assert on a materialized view and come back; all failures are reported together. */
    public S materializedView(String name, Consumer<ViewAssert> requirements) {
        return nested(findMaterializedView(name), requirements);
    }

    /** Do the same with a jOOQ table. */
    public S materializedView(org.jooq.Table<?> view, Consumer<ViewAssert> requirements) {
        return materializedView(Names.of(view), requirements);
    }

    /**
     * Go on with a procedure.
     *
     * @param signature {@code close_year(int)}; the name alone where there is only one
     * @throws AssertionError if there is none, or several
     */
    public FunctionAssert procedure(String signature) {
        return continued(routine(signature, ObjectKind.PROCEDURE));
    }

    /** Assert on a procedure and come back; all failures are reported together. */
    public S procedure(String signature, Consumer<FunctionAssert> requirements) {
        return nested(procedure(signature), requirements);
    }

    /**
     * Go on with an aggregate.
     *
     * @param signature {@code total(numeric)}; the name alone where there is only one
     * @throws AssertionError if there is none, or several
     */
    public FunctionAssert aggregate(String signature) {
        return continued(routine(signature, ObjectKind.AGGREGATE));
    }

    /** Assert on an aggregate and come back; all failures are reported together. */
    public S aggregate(String signature, Consumer<FunctionAssert> requirements) {
        return nested(aggregate(signature), requirements);
    }

    /**
     * Require that every function and procedure still fits the objects there are, and that there is at least one. Each is
     * compiled again in a transaction that is rolled back, with the search path of the connection where it has none of its
     * own; what extensions brought is left out.
     *
     * <p>In SQL all of a body is checked. In PL/pgSQL the server checks no more than that it can be parsed, unless the
     * extension plpgsql_check is installed: what could not be checked fails, see {@link UncheckedBodies}.
     */
    public S allFunctionsStillCompile() {
        return allFunctionsStillCompile(UncheckedBodies.FAIL);
    }

    /** Require that every function still fits the objects there are, as far as the server can say. */
    public S allFunctionsStillCompile(UncheckedBodies unchecked) {
        List<Function> functions = actual.catalog().functions().stream()
                .filter(function -> function.extension().isEmpty())
                .toList();
        FunctionCompilation.of(actual, functions).failure(unchecked).ifPresent(this::fail);
        return myself;
    }

    /**
     * Go on with an enum type.
     *
     * @throws AssertionError if there is none of this name
     */
    public EnumTypeAssert enumType(String name) {
        Optional<EnumType> found = actual.catalog().enumType(name);
        return continued(new EnumTypeAssert(actual, orMissing(found, ObjectKind.ENUM_TYPE, name)));
    }

    /** Assert on an enum type and come back; all failures are reported together. */
    public S enumType(String name, Consumer<EnumTypeAssert> requirements) {
        return nested(enumType(name), requirements);
    }

    /**
     * Go on with a domain.
     *
     * @throws AssertionError if there is none of this name
     */
    public DomainAssert domain(String name) {
        Optional<Domain> found = actual.catalog().domain(name);
        return continued(new DomainAssert(actual, orMissing(found, ObjectKind.DOMAIN, name)));
    }

    /** Assert on a domain and come back; all failures are reported together. */
    public S domain(String name, Consumer<DomainAssert> requirements) {
        return nested(domain(name), requirements);
    }

    /**
     * Go on with a composite type.
     *
     * @throws AssertionError if there is none of this name
     */
    public CompositeTypeAssert compositeType(String name) {
        return continued(new CompositeTypeAssert(actual, find(ObjectKind.COMPOSITE_TYPE, name)));
    }

    /** Assert on a composite type and come back; all failures are reported together. */
    public S compositeType(String name, Consumer<CompositeTypeAssert> requirements) {
        return nested(compositeType(name), requirements);
    }

    /**
     * Go on with a range type.
     *
     * @throws AssertionError if there is none of this name
     */
    public RangeTypeAssert rangeType(String name) {
        return continued(new RangeTypeAssert(actual, find(ObjectKind.RANGE_TYPE, name)));
    }

    /** Assert on a range type and come back; all failures are reported together. */
    public S rangeType(String name, Consumer<RangeTypeAssert> requirements) {
        return nested(rangeType(name), requirements);
    }

    /**
     * Go on with a sequence, one of an identity column included.
     *
     * @throws AssertionError if there is none of this name
     */
    public SequenceAssert sequence(String name) {
        Optional<Sequence> found = actual.catalog().sequence(name);
        return continued(new SequenceAssert(actual, orMissing(found, ObjectKind.SEQUENCE, name)));
    }

    /** Assert on a sequence and come back; all failures are reported together. */
    public S sequence(String name, Consumer<SequenceAssert> requirements) {
        return nested(sequence(name), requirements);
    }

    /** Go on with the sequence that a jOOQ sequence stands for. */
    public SequenceAssert sequence(org.jooq.Sequence<?> sequence) {
        return sequence(Names.of(sequence));
    }

    /** Do the same with a jOOQ sequence. */
    public S sequence(org.jooq.Sequence<?> sequence, Consumer<SequenceAssert> requirements) {
        return sequence(Names.of(sequence), requirements);
    }

    /**
     * Require of every sequence that a column uses that no number it is about to give is already there, as {@link
     * SequenceAssert#nextvalDoesNotCollide()} does for one; all failures are reported together.
     */
    public S noSequenceCollides() {
        List<Sequence> used = actual.catalog().sequences().stream()
                .filter(sequence -> sequence.extension().isEmpty())
                .filter(sequence ->
                        !SequencePosition.of(actual, sequence).columns().isEmpty())
                .toList();
        if (used.isEmpty()) {
            fail(Failure.expected("sequences whose next numbers are free")
                    .butWas("at least one sequence that a column uses", "none: nothing was checked"));
        }
        return nested(new SequencesBlock(actual), block -> used.forEach(block::check));
    }

    /**
     * Go on with an installed extension.
     *
     * @throws AssertionError if it is not installed
     */
    public ExtensionAssert extension(String name) {
        return continued(
                new ExtensionAssert(actual, orMissing(actual.catalog().extension(name), ObjectKind.EXTENSION, name)));
    }

    /** Assert on an extension and come back; all failures are reported together. */
    public S extension(String name, Consumer<ExtensionAssert> requirements) {
        return nested(extension(name), requirements);
    }

    /**
     * Go on with an event trigger; one that is disabled fails here.
     *
     * @throws AssertionError if there is none of this name
     */
    public EventTriggerAssert eventTrigger(String name) {
        return continued(new EventTriggerAssert(actual, find(ObjectKind.EVENT_TRIGGER, name)))
                .isEnabled();
    }

    /** Assert on an event trigger and come back; all failures are reported together. */
    public S eventTrigger(String name, Consumer<EventTriggerAssert> requirements) {
        return nested(eventTrigger(name), requirements);
    }

    private FunctionAssert routine(String signature, ObjectKind kind) {
        return new FunctionAssert(actual, FunctionLookup.one(actual, signature, EnumSet.of(kind), this::missing));
    }

    private ViewAssert findMaterializedView(String name) {
        return new ViewAssert(
                actual,
                actual.catalog()
                        .view(name)
                        .filter(View::isMaterialized)
                        .orElseThrow(() -> missing(Lookup.missing(
                                "materialized view",
                                name,
                                actual.catalog().suggest(ObjectKind.MATERIALIZED_VIEW, name),
                                actual.catalog().views().stream()
                                        .filter(View::isMaterialized)
                                        .map(TypedObject::identity)
                                        .toList(),
                                actual.catalog()
                                        .find(ObjectKind.VIEW, name)
                                        .map(v -> v.id().identity() + " is a plain view.")
                                        .orElse("")))));
    }

    private CatalogObject find(ObjectKind kind, String name) {
        return ChildLookup.object(actual, kind, name, this::missing);
    }

    private <T extends TypedObject> T orMissing(Optional<T> found, ObjectKind kind, String name) {
        Supplier<AssertionError> error = () -> {
            find(kind, name);
            return new AssertionError(kind + " " + name);
        };
        return found.orElseThrow(error);
    }

    /** Gathers the failures of several sequences. */
    private static final class SequencesBlock extends AbstractSchemaproofAssert<SequencesBlock, Schema> {

        SequencesBlock(Schema actual) {
            super(actual, SequencesBlock.class);
        }

        @Override
        protected String where() {
            return "sequences";
        }

        void check(Sequence sequence) {
            continued(new SequenceAssert(actual, sequence)).nextvalDoesNotCollide();
        }
    }
}

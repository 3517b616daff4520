package io.schemaproof.assertions.structure;

/**
 * Assert on which functions and types there are.
 *
 * <p>What extensions brought is not counted unless it is named.
 *
 * <pre>{@code
 * assertThat(schema).schema("shop").hasExactlyEnums("mood").hasNoFunction("price_of(text)"); // passes
 * assertThat(schema).schema("shop").hasExactlyFunctions("price_of"); // fails, and names what is one too many
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @param <A> the type of what is asserted on
 * @since 0.1
 */
public abstract class AbstractInventoryAssert<S extends AbstractInventoryAssert<S, A>, A>
        extends AbstractRelationInventoryAssert<S, A> {

    AbstractInventoryAssert(A actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Require exactly these functions; a name without arguments stands for all of that name; without a name, none. */
    public S hasExactlyFunctions(String... names) {
        inventory(Inventory.FUNCTIONS).containsExactly(names);
        return myself;
    }

    /** Require that these functions are there, with or without others. */
    public S hasFunctions(String name, String... more) {
        inventory(Inventory.FUNCTIONS).contains(names(name, more));
        return myself;
    }

    /** Require that there is no function, procedure or aggregate of these names or signatures. */
    public S hasNoFunction(String name, String... more) {
        inventory(Inventory.ROUTINES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these procedures; without a name, none. */
    public S hasExactlyProcedures(String... names) {
        inventory(Inventory.PROCEDURES).containsExactly(names);
        return myself;
    }

    /** Require that these procedures are there, with or without others. */
    public S hasProcedures(String name, String... more) {
        inventory(Inventory.PROCEDURES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these procedures. */
    public S hasNoProcedure(String name, String... more) {
        inventory(Inventory.PROCEDURES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these aggregates; without a name, none. */
    public S hasExactlyAggregates(String... names) {
        inventory(Inventory.AGGREGATES).containsExactly(names);
        return myself;
    }

    /** Require that these aggregates are there, with or without others. */
    public S hasAggregates(String name, String... more) {
        inventory(Inventory.AGGREGATES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these aggregates. */
    public S hasNoAggregate(String name, String... more) {
        inventory(Inventory.AGGREGATES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these types: enums, domains, composites, ranges and base types; without a name, none. */
    public S hasExactlyTypes(String... names) {
        inventory(Inventory.TYPES).containsExactly(names);
        return myself;
    }

    /** Require that these types are there, with or without others. */
    public S hasTypes(String name, String... more) {
        inventory(Inventory.TYPES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these types. */
    public S hasNoType(String name, String... more) {
        inventory(Inventory.TYPES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these enums; without a name, none. */
    public S hasExactlyEnums(String... names) {
        inventory(Inventory.ENUMS).containsExactly(names);
        return myself;
    }

    /** Require that these enums are there, with or without others. */
    public S hasEnums(String name, String... more) {
        inventory(Inventory.ENUMS).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these enums. */
    public S hasNoEnum(String name, String... more) {
        inventory(Inventory.ENUMS).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these domains; without a name, none. */
    public S hasExactlyDomains(String... names) {
        inventory(Inventory.DOMAINS).containsExactly(names);
        return myself;
    }

    /** Require that these domains are there, with or without others. */
    public S hasDomains(String name, String... more) {
        inventory(Inventory.DOMAINS).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these domains. */
    public S hasNoDomain(String name, String... more) {
        inventory(Inventory.DOMAINS).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these composite types; without a name, none. */
    public S hasExactlyCompositeTypes(String... names) {
        inventory(Inventory.COMPOSITE_TYPES).containsExactly(names);
        return myself;
    }

    /** Require that these composite types are there, with or without others. */
    public S hasCompositeTypes(String name, String... more) {
        inventory(Inventory.COMPOSITE_TYPES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these composite types. */
    public S hasNoCompositeType(String name, String... more) {
        inventory(Inventory.COMPOSITE_TYPES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these range types; without a name, none. */
    public S hasExactlyRangeTypes(String... names) {
        inventory(Inventory.RANGE_TYPES).containsExactly(names);
        return myself;
    }

    /** Require that these range types are there, with or without others. */
    public S hasRangeTypes(String name, String... more) {
        inventory(Inventory.RANGE_TYPES).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these range types. */
    public S hasNoRangeType(String name, String... more) {
        inventory(Inventory.RANGE_TYPES).doesNotContain(names(name, more));
        return myself;
    }

    /** Require exactly these operators, written as {@code ===(integer, integer)}; without a name, none. */
    public S hasExactlyOperators(String... names) {
        inventory(Inventory.OPERATORS).containsExactly(names);
        return myself;
    }

    /** Require that these operators are there, with or without others. */
    public S hasOperators(String name, String... more) {
        inventory(Inventory.OPERATORS).contains(names(name, more));
        return myself;
    }

    /** Require that there is none of these operators. */
    public S hasNoOperator(String name, String... more) {
        inventory(Inventory.OPERATORS).doesNotContain(names(name, more));
        return myself;
    }
}

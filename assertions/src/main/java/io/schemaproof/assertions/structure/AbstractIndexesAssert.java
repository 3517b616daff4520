package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ContractPlaces;
import io.schemaproof.assertions.contract.FilePlace;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.contract.TableContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.OneSession;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jooq.Field;

/**
 * Assert on the indexes of a table.
 *
 * <pre>{@code
 * assertThat(schema).table("orders").hasIndexOn("customer_id", "placed_at DESC").hasNoIndexOn("total"); // passes
 * assertThat(schema).table("orders").hasIndexOn("customer_id"); // fails: that index has a second key
 * }</pre>
 *
 * @param <S> the assertion's own type
 * @since 0.1
 */
public abstract class AbstractIndexesAssert<S extends AbstractIndexesAssert<S>> extends AbstractConstraintsAssert<S> {

    AbstractIndexesAssert(Schema schema, Table actual, Class<?> selfType) {
        super(schema, actual, selfType);
    }

    /**
     * Go on with an index of this table.
     *
     * @throws AssertionError if there is none of this name
     */
    public IndexAssert index(String name) {
        return continued(new IndexAssert(schema, findIndex(name)));
    }

    /**
     * Go on with the index whose keys are these columns and expressions in this order.
     *
     * @throws AssertionError if there is none
     */
    public IndexAssert index(Columns keys) {
        return continued(new IndexAssert(schema, findIndex(keys)));
    }

    /** Assert on an index of this table and come back; all failures are reported together. */
    public S index(String name, Consumer<IndexAssert> requirements) {
        return nested(new IndexAssert(schema, findIndex(name)), requirements);
    }

    /** Assert on the index with these keys and come back; all failures are reported together. */
    public S index(Columns keys, Consumer<IndexAssert> requirements) {
        return nested(new IndexAssert(schema, findIndex(keys)), requirements);
    }

    /**
     * Require that indexes of these names are there and valid.
     *
     * @throws IllegalArgumentException if none is named
     */
    public S hasIndexes(String... names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("Name at least one index.");
        }
        for (String name : names) {
            Optional<Index> index = TableLookup.index(actual, name);
            if (index.isEmpty()) {
                fail(TableLookup.noIndex(actual, name));
            } else {
                new IndexState(index.get()).invalid().ifPresent(this::fail);
            }
        }
        return myself;
    }

    /**
     * Require a valid index of all rows with exactly these keys in this order.
     *
     * @param keys columns or expressions; those of INCLUDE are no keys
     */
    public S hasIndexOn(String... keys) {
        TableLookup.wholeIndex(schema, actual, keys).ifPresent(this::fail);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasIndexOn(Field<?> first, Field<?>... more) {
        return hasIndexOn(Names.unqualified(first, more));
    }

    /**
     * Require that no index, valid or not, partial or not, has exactly these keys in this order. A column of which nothing else
     * is said stands for all its orders, collations and operator classes.
     *
     * @throws io.schemaproof.query.QueryException if the server can make no index of these keys, so that nothing was checked
     */
    public S hasNoIndexOn(String... keys) {
        IndexKeys expected = new IndexKeys(schema, actual.identity(), Arrays.asList(keys));
        expected.unknown(actual).ifPresent(column -> {
            throw missing(ColumnSets.missing(actual.columns(), column));
        });
        expected.demandSense();
        actual.indexes().stream()
                .filter(expected::matchIgnoringOrder)
                .forEach(found ->
                        fail(Failure.expected("no index on " + expected).butWas("no such index", found.definition())));
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S hasNoIndexOn(Field<?> first, Field<?>... more) {
        return hasNoIndexOn(Names.unqualified(first, more));
    }

    /** Require these indexes and no other, those of primary keys and unique constraints included. */
    public S hasExactlyIndexes(String... names) {
        SetDifference difference = SetDifference.exactly(
                Arrays.stream(names).map(Names::column).map(Names::quote).toList(),
                actual.indexes().stream()
                        .map(TypedObject::name)
                        .map(Names::quote)
                        .toList());
        if (!difference.isEmpty()) {
            fail(Failure.expected("exactly these indexes").sets(difference));
        }
        return myself;
    }

    /** Require that this table has no index of this name. */
    public S hasNoIndex(String name) {
        Predicate<String> meant = Names.meaning(name);
        actual.indexes().stream()
                .filter(index -> meant.test(index.name()))
                .forEach(index ->
                        fail(Failure.expected("no index " + name).butWas("no such index", index.definition())));
        return myself;
    }

    /**
     * Require that the table is what a contract says: a column, key, check or index that the contract does not name fails as
     * well as one that is missing or different. All differences are reported together.
     */
    public S matches(TableContract contract) {
        return matches(contract, Optional.empty(), ContractPlaces.none());
    }

    /**
     * Require that the table is what a YAML file says of the table of this name and schema. All differences are reported
     * together; a file that does not name the table fails. What the file demands of its rows is not checked.
     *
     * @throws io.schemaproof.assertions.contract.ContractException if the file is no contract
     */
    public S matches(Path file) {
        for (SchemaContract contract : SchemaContract.readAll(file)) {
            if (Names.column(contract.name()).equals(actual.schema())) {
                for (Map.Entry<String, TableContract> table : contract.tables().entrySet()) {
                    if (Names.column(table.getKey()).equals(actual.name())) {
                        return matches(
                                table.getValue(),
                                Optional.of(actual.schema()),
                                contract.places().below("tables", table.getKey()));
                    }
                }
            }
        }
        fail(Failure.expected("a contract of the table in " + file.getFileName())
                .butWas(actual.identity(), "no such table in " + file));
        return myself;
    }

    /** @param home the schema of tables that the contract names without one; the search path where it is empty */
    private S matches(TableContract contract, Optional<String> home, ContractPlaces places) {
        return OneSession.of(schema, shared -> {
            TableAssert inner = new TableAssert(shared, actual);
            return nested(
                    inner,
                    table -> inner.at(
                            places.of(),
                            () -> new TableContractCheck(
                                            new ContractScope(
                                                    shared,
                                                    actual,
                                                    inner,
                                                    table,
                                                    home,
                                                    false,
                                                    contract.allowsOthers(),
                                                    places),
                                            contract)
                                    .run()));
        });
    }

    /** Compare a partition together with this table. */
    final void matchesPartition(Table partition, TableContract contract, Optional<String> home, ContractPlaces places) {
        TableAssert inner = new TableAssert(schema, partition);
        nested(
                inner,
                table -> new TableContractCheck(
                                new ContractScope(
                                        schema, partition, inner, table, home, true, contract.allowsOthers(), places),
                                contract)
                        .run());
    }

    /** Check what stands at a place of a file, if it does. */
    final void at(Optional<FilePlace> place, Runnable checks) {
        demandedAt(place.map(FilePlace::toString).orElse(""), checks);
    }

    /** What a contract does not name, or what the server refuses. */
    final void failed(Failure failure) {
        fail(failure);
    }

    private Index findIndex(String name) {
        return TableLookup.index(actual, name).orElseThrow(() -> missing(TableLookup.noIndex(actual, name)));
    }

    private Index findIndex(Columns keys) {
        return TableLookup.index(schema, actual, keys)
                .orElseThrow(() -> missing(TableLookup.noIndex(actual, keys.toString())));
    }
}

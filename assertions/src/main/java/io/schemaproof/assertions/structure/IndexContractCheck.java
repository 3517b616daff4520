package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.IndexContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.UndecidedException;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Compare the indexes of a table or materialized view that belong to no constraint with those of its contract.
 *
 * @param actual all of them
 * @param lookup goes on with the one of this name
 * @param missing words that none has these keys
 * @param allowsOthers whether indexes that no contract names pass
 * @param at checks an index where its contract stands
 */
record IndexContractCheck(
        Schema schema,
        String relation,
        List<Index> actual,
        Function<String, IndexAssert> lookup,
        Function<String, Failure> missing,
        Consumer<Failure> fail,
        boolean allowsOthers,
        BiConsumer<IndexContract, Runnable> at) {

    void run(List<IndexContract> contracts, Consumer<Runnable> attempt) {
        List<Index> rest = new ArrayList<>(actual);
        List<IndexContract> open = new ArrayList<>();
        AtomicBoolean undecided = new AtomicBoolean();
        // One with the same keys may be meant by another contract, so the equal ones go first.
        for (IndexContract expected : contracts) {
            at.accept(
                    expected,
                    () -> attempt.accept(() -> known(undecided, rest, expected)
                            .ifPresentOrElse(index -> judge(index, expected), () -> open.add(expected))));
        }
        for (IndexContract expected : open) {
            at.accept(
                    expected,
                    () -> take(rest, expected, index -> true)
                            .ifPresentOrElse(
                                    index -> attempt.accept(() -> judge(index, expected)),
                                    () -> fail.accept(missing.apply(new Columns(expected.keys()).toString()))));
        }
        // One that could not be understood may be meant by what is left.
        if (allowsOthers || undecided.get()) {
            return;
        }
        rest.forEach(index -> fail.accept(Failure.expected("no index besides the contract's")
                .butWas("no such index", Names.quote(index.name()) + ": " + index.definition())
                .suggest("DROP INDEX " + index.identity() + ";")));
    }

    private Optional<Index> known(AtomicBoolean undecided, List<Index> rest, IndexContract expected) {
        try {
            return take(rest, expected, index -> agrees(index, expected));
        } catch (UndecidedException e) {
            undecided.set(true);
            throw e;
        }
    }

    private Optional<Index> take(List<Index> rest, IndexContract expected, Predicate<Index> condition) {
        IndexKeys keys = new IndexKeys(schema, relation, expected.keys());
        Optional<Index> found =
                rest.stream().filter(keys::match).filter(condition).findFirst();
        found.ifPresent(rest::remove);
        return found;
    }

    private boolean agrees(Index index, IndexContract expected) {
        return index.method().equals(expected.method())
                && index.isUnique() == expected.isUnique()
                && index.isNullsNotDistinct() == expected.nullsNotDistinct()
                && index.includedColumns()
                        .equals(expected.includedColumns().stream()
                                .map(Names::column)
                                .toList())
                && (index.predicate().equals(expected.predicate())
                        || index.predicate()
                                .equals(expected.predicate()
                                        .map(condition ->
                                                new Canonical(schema.dataSource()).condition(relation, condition))));
    }

    /** Asked of the one that agrees too: it may be invalid. */
    private void judge(Index index, IndexContract expected) {
        IndexAssert found = lookup.apply(Names.quote(index.name()))
                .hasMethod(expected.method())
                .includes(expected.includedColumns().toArray(String[]::new));
        expected.predicate().ifPresentOrElse(found::isPartial, found::isNotPartial);
        if (expected.isUnique()) {
            found.isUnique();
            if (index.isUnique() && expected.nullsNotDistinct()) {
                found.isNullsNotDistinct();
            } else if (index.isUnique()) {
                found.isNullsDistinct();
            }
        } else {
            found.isNotUnique();
        }
    }
}

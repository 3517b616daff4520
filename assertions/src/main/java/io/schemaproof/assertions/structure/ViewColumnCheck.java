package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.contract.ViewColumnContract;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.View;
import io.schemaproof.query.QueryException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Compare what the columns of a view have beside what the query gives them: defaults and comments.
 *
 * @param view for the assertions on the columns, perhaps watched
 * @param comments whether comments are compared
 * @param fail takes what the server refuses
 * @param at checks what stands at the place of a column of the contract
 */
record ViewColumnCheck(
        View actual, ViewAssert view, boolean comments, Consumer<Failure> fail, BiConsumer<String, Runnable> at) {

    void run(List<ViewColumnContract> expected) {
        for (ViewColumnContract column : expected) {
            at.accept(column.name(), () -> check(view.column(column.name()), Optional.of(column)));
        }
        List<String> named =
                expected.stream().map(column -> Names.column(column.name())).toList();
        actual.columns().stream()
                .map(Column::name)
                .filter(name -> !named.contains(name))
                .forEach(name -> check(view.column(Names.quote(name)), Optional.empty()));
    }

    private void check(ColumnAssert column, Optional<ViewColumnContract> expected) {
        try {
            expected.flatMap(ViewColumnContract::defaultExpression)
                    .ifPresentOrElse(column::hasDefault, column::hasNoDefault);
        } catch (QueryException e) {
            fail.accept(ContractScope.refused("view", e));
        }
        if (comments) {
            expected.flatMap(ViewColumnContract::comment).ifPresentOrElse(column::hasComment, column::hasNoComment);
        }
    }
}

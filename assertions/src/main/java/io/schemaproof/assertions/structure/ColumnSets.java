package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.TypedObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Compare the columns of a table or view with those expected. */
final class ColumnSets {

    private ColumnSets() {}

    static Optional<Failure> exactly(List<Column> columns, String... expected) {
        return failure("exactly these columns", SetDifference.exactly(names(expected), names(columns)));
    }

    /**
     * Tell which of the expected columns are missing.
     *
     * @throws IllegalArgumentException if none is expected
     */
    static Optional<Failure> atLeast(List<Column> columns, String... expected) {
        if (expected.length == 0) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        // Words are needed only for a failure; finding them for each of thousands that pass would take most of the
        // time.
        for (String name : expected) {
            if (!isOneOf(columns, Names.column(name))) {
                return failure("these columns", SetDifference.atLeast(names(expected), names(columns)));
            }
        }
        return Optional.empty();
    }

    static Optional<Failure> inOrder(List<Column> columns, String... expected) {
        Optional<Failure> difference = exactly(columns, expected);
        return difference.isPresent() || names(expected).equals(names(columns))
                ? difference
                : Optional.of(Failure.expected("the columns in this order")
                        .butWas(String.join(", ", names(expected)), String.join(", ", names(columns))));
    }

    static Failure missing(List<Column> columns, String name) {
        return Failure.expected("column " + name + " to exist")
                .butWas(name, "no such column")
                .line(Names.didYouMean(Names.column(name), names(columns)))
                .line("Columns there are: " + String.join(", ", names(columns)));
    }

    private static boolean isOneOf(List<Column> columns, String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Failure> failure(String rule, SetDifference difference) {
        return difference.isEmpty()
                ? Optional.empty()
                : Optional.of(Failure.expected(rule).sets(difference));
    }

    private static List<String> names(List<Column> columns) {
        return columns.stream().map(TypedObject::name).map(Names::quote).toList();
    }

    private static List<String> names(String... expected) {
        return Arrays.stream(expected).map(Names::column).map(Names::quote).toList();
    }
}

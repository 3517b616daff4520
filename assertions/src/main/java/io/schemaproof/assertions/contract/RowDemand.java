package io.schemaproof.assertions.contract;

import java.util.List;

/**
 * What is demanded of rows.
 *
 * @since 0.1
 */
public sealed interface RowDemand {

    /** Every row satisfies a condition. */
    record All(String condition) implements RowDemand {}

    /** No row satisfies a condition. */
    record None(String condition) implements RowDemand {}

    /** A row satisfies a condition. */
    record Any(String condition) implements RowDemand {}

    /** There are so many rows. */
    record Count(Amount amount) implements RowDemand {}

    /** There are so many different values of a column. */
    record Distinct(String column, Amount amount) implements RowDemand {}

    /** No two rows agree in these columns. */
    record Unique(List<String> columns) implements RowDemand {
        public Unique {
            columns = List.copyOf(columns);
        }
    }

    /** None of these columns is NULL in a row. */
    record NotNull(List<String> columns) implements RowDemand {
        public NotNull {
            columns = List.copyOf(columns);
        }
    }

    /** A column holds none but these values. */
    record Values(String column, List<String> accepted) implements RowDemand {
        public Values {
            accepted = List.copyOf(accepted);
        }
    }

    /** What these columns hold is found in another table. */
    record NoOrphans(List<String> columns, String table, List<String> referencedColumns) implements RowDemand {
        public NoOrphans {
            columns = List.copyOf(columns);
            referencedColumns = List.copyOf(referencedColumns);
            if (columns.size() != referencedColumns.size()) {
                throw new IllegalArgumentException("What is held by " + columns + " cannot be found in "
                        + referencedColumns + " of " + table + ": name as many columns on both sides.");
            }
        }
    }
}

package io.schemaproof.assertions.contract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One demand on the rows of a table.
 *
 * @param condition which rows are meant; empty for all
 * @param toleratedRows how many of them may fail
 * @param toleratedPercent what share of them may fail
 * @param allowsNoRows whether it passes where there is no row to judge
 * @param reason why it is demanded, which a failure says
 * @since 0.1
 */
public record RowCheckContract(
        RowDemand demand,
        Optional<String> condition,
        OptionalLong toleratedRows,
        Optional<BigDecimal> toleratedPercent,
        boolean allowsNoRows,
        Optional<String> reason) {

    /** Of all rows, without exception. */
    public static RowCheckContract of(RowDemand demand) {
        return new RowCheckContract(
                demand, Optional.empty(), OptionalLong.empty(), Optional.empty(), false, Optional.empty());
    }
}

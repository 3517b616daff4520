package io.schemaproof.assertions.contract;

import io.schemaproof.query.PlanCacheMode;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * How the server has to run a query.
 *
 * @param usableIndexes which the query can search, whatever the planner prefers with the rows there are
 * @param usedIndexes which the planner chooses
 * @param avoidsSeqScan whether no table may be read from beginning to end
 * @param noSeqScanOn tables that may not be read from beginning to end
 * @param avoidsSort whether nothing may be sorted
 * @param buffers the most pages that one execution may touch
 * @param rowsRead the most rows that may be read from tables
 * @param modes the kinds of plan that are judged
 * @since 0.1
 */
public record PlanContract(
        List<String> usableIndexes,
        List<String> usedIndexes,
        boolean avoidsSeqScan,
        List<String> noSeqScanOn,
        boolean avoidsSort,
        OptionalLong buffers,
        OptionalLong rowsRead,
        Set<PlanCacheMode> modes) {

    public PlanContract {
        usableIndexes = List.copyOf(usableIndexes);
        usedIndexes = List.copyOf(usedIndexes);
        noSeqScanOn = List.copyOf(noSeqScanOn);
        modes = Collections.unmodifiableSet(EnumSet.copyOf(modes));
        if (usableIndexes.isEmpty()
                && usedIndexes.isEmpty()
                && noSeqScanOn.isEmpty()
                && !avoidsSeqScan
                && !avoidsSort
                && buffers.isEmpty()
                && rowsRead.isEmpty()) {
            throw new IllegalArgumentException("Nothing is demanded of the plan, so that nothing would be checked.");
        }
    }

    /** Whether it bounds what an execution touches, of which a table without rows says nothing. */
    public boolean hasFigures() {
        return buffers.isPresent() || rowsRead.isPresent();
    }
}

package io.schemaproof.query;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Say how a query is explained.
 *
 * @param mode whether the planner sees the values of the parameters
 * @param analyze whether the query is executed, in a transaction that is rolled back
 * @param settings server settings for this plan only, such as {@code enable_seqscan} to {@code off}
 * @param onlyIndex hide every other index of its table from the planner; needs a superuser
 * @param hiddenIndex hide this index, and those of the partitions, from the planner; needs a superuser
 * @since 0.1
 */
public record ExplainOptions(
        PlanCacheMode mode,
        boolean analyze,
        SortedMap<String, String> settings,
        Optional<Relation> onlyIndex,
        Optional<Relation> hiddenIndex) {

    private static final ExplainOptions PLAN = new ExplainOptions(
            PlanCacheMode.CUSTOM, false, Collections.emptySortedMap(), Optional.empty(), Optional.empty());

    public ExplainOptions {
        settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    }

    /** Plan without executing. */
    public static ExplainOptions plan() {
        return PLAN;
    }

    /** Execute, counting rows and buffers but not timing each node, which would slow it. */
    public static ExplainOptions execute() {
        return new ExplainOptions(PLAN.mode, true, PLAN.settings, PLAN.onlyIndex, PLAN.hiddenIndex);
    }

    /** Return the same options for another kind of plan. */
    public ExplainOptions with(PlanCacheMode otherMode) {
        return new ExplainOptions(otherMode, analyze, settings, onlyIndex, hiddenIndex);
    }

    /** Return the same options with a server setting changed. */
    public ExplainOptions with(String setting, String value) {
        SortedMap<String, String> more = new TreeMap<>(settings);
        more.put(setting, value);
        return new ExplainOptions(mode, analyze, more, onlyIndex, hiddenIndex);
    }

    /** Return the same options with all other indexes of this index's table hidden. */
    public ExplainOptions withOnlyIndex(Relation index) {
        return new ExplainOptions(mode, analyze, settings, Optional.of(index), hiddenIndex);
    }

    /** Return the same options as if an index did not exist. */
    public ExplainOptions withoutIndex(Relation index) {
        return new ExplainOptions(mode, analyze, settings, onlyIndex, Optional.of(index));
    }
}

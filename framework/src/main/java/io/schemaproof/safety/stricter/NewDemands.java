package io.schemaproof.safety.stricter;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import java.util.ArrayList;
import java.util.List;

/** Finds what a table takes no more: NULL, values that a check, a key or a narrower type refuses. */
public final class NewDemands {

    private NewDemands() {}

    /** Compare a table of before with the same one after. */
    public static List<NewDemand> of(Catalog before, Catalog after, Table was, Table now) {
        List<NewDemand> demands = new ArrayList<>();
        TableComparison tables = new TableComparison(before, after, was, now, demands);
        new StricterColumns(tables).find();
        new StricterChecks(tables).find();
        new StricterKeys(tables).find();
        new StricterReferences(tables).find();
        new StricterPartitions(tables).find();
        return demands;
    }
}

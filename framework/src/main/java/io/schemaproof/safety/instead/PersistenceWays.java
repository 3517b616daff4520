package io.schemaproof.safety.instead;

import io.schemaproof.catalog.Table;

/** Ways to another persistence. */
public final class PersistenceWays {

    private PersistenceWays() {}

    /** A table that is logged now, or not any more. */
    public static String logged(Table table) {
        String other = NewName.like(table, "new_" + table.name());
        return "CREATE " + (table.isUnlogged() ? "UNLOGGED " : "") + "TABLE "
                + other + " (LIKE " + table.identity() + " INCLUDING ALL);\n"
                + "A trigger that repeats each write in " + other + ", the rows of before in batches,\n"
                + "and in the end the two change their names in one short transaction.";
    }
}

package io.schemaproof.safety.stricter;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;

/** Tells whether a table takes NULL in a column that may be null. */
public final class NullRefused {

    private NullRefused() {}

    /** Whether a check says so, the usual step before SET NOT NULL. */
    public static boolean isByCheck(Table table, Column column) {
        return table.checks().stream()
                .filter(CheckConstraint::isEnforced)
                .map(CheckConstraint::expression)
                .anyMatch(
                        text -> WholeWord.in(text, column.quotedName() + " IS NOT NULL") && !WholeWord.in(text, "OR"));
    }
}

package io.schemaproof.diff;

import io.schemaproof.catalog.ObjectKind;
import java.util.Set;

/** Attributes that only repeat, for the typed views, what a definition says: a change is told once. */
final class DerivedAttributes {

    private static final Set<String> OF_CONSTRAINTS = Set.of(
            "columns",
            "referenced columns",
            "referenced table",
            "on delete",
            "on update",
            "on delete columns",
            "match",
            "expression",
            "deferrable",
            "initially deferred",
            "no inherit",
            "validated",
            "enforced",
            "period",
            "type");
    private static final Set<String> OF_INDEXES = Set.of(
            "columns", "expressions", "predicate", "unique", "method", "nulls not distinct", "table", "exclusion");

    private DerivedAttributes() {}

    /** Remove from the changed attributes those that the definition among them implies. */
    static void drop(ObjectKind kind, Set<String> changed) {
        if (!changed.contains("definition")) {
            return;
        }
        switch (kind) {
            case CONSTRAINT -> changed.removeAll(OF_CONSTRAINTS);
            case INDEX -> changed.removeAll(OF_INDEXES);
            case TRIGGER -> changed.remove("function");
            default -> {}
        }
    }
}

package io.schemaproof.assertions.rule;

import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ReferentialAction;
import java.util.List;

/**
 * Demand something of foreign keys.
 *
 * @since 0.1
 */
public final class ForeignKeysShould extends ObjectsShould<ForeignKey, ForeignKeysShould> {

    ForeignKeysShould(Selection<ForeignKey> selection) {
        super(selection);
    }

    /**
     * Demand an index for the look-up that a delete of a referenced row needs; the planner says whether one serves,
     * because only it knows which partial index does.
     */
    public ObjectRule<ForeignKey> beCoveredByIndex() {
        return satisfy(Conditions.coveredByIndex());
    }

    /** Demand that all rows are known to fulfil them. */
    public ObjectRule<ForeignKey> beValidated() {
        return satisfy(Conditions.validated());
    }

    /** Demand one of these actions for the delete of a referenced row. */
    public ObjectRule<ForeignKey> haveOnDelete(ReferentialAction... actions) {
        List<ReferentialAction> allowed = List.of(actions);
        return satisfy(
                "have ON DELETE " + Conditions.words(allowed, " or "),
                key -> allowed.contains(key.onDelete()),
                key -> "has ON DELETE " + Conditions.words(List.of(key.onDelete()), ""));
    }

    /** Demand the types of the referenced columns. */
    public ObjectRule<ForeignKey> haveTypesOfReferencedColumns() {
        return satisfy(Conditions.sameTypes());
    }
}

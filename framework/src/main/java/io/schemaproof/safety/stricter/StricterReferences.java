package io.schemaproof.safety.stricter;

import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ReferentialAction;
import java.util.Set;

/** What foreign keys demand newly: of a row that it refers to another one, and of one that is referred to that it stays. */
record StricterReferences(TableComparison tables) {

    /** The others refuse. */
    private static final Set<ReferentialAction> ACTS =
            Set.of(ReferentialAction.CASCADE, ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

    void find() {
        foreignKeys();
        referenced();
    }

    private void foreignKeys() {
        for (ForeignKey key : tables.now().foreignKeys()) {
            boolean known = tables.was().foreignKeys().stream()
                    .anyMatch(other -> other.columns().equals(tables.former(key.columns()))
                            && (other.referencedTable().equals(key.referencedTable()) || isRenamed(other, key)));
            if (key.isEnforced() && !known && !tables.isUnused(key.columns()) && tables.isOld(key.columns())) {
                tables.add(
                        key,
                        "REFERENCES",
                        "(" + tables.now().list(key.columns()) + ") of "
                                + tables.now().identity() + " has to refer to a row of " + key.referencedTable()
                                + " now.");
            }
        }
    }

    /** What goes with a referenced row that went, and keeps it where it is now. */
    private void referenced() {
        for (ForeignKey key : tables.now().foreignKeys()) {
            tables.was().foreignKeys().stream()
                    .filter(other -> other.columns().equals(tables.former(key.columns()))
                            && other.referencedTable().equals(key.referencedTable()))
                    .findFirst()
                    .filter(other -> key.isEnforced() && other.isEnforced())
                    .ifPresent(other -> {
                        kept(key, other.onDelete(), key.onDelete(), "deleted", "DELETE");
                        kept(key, other.onUpdate(), key.onUpdate(), "given another key", "UPDATE");
                    });
        }
    }

    private void kept(ForeignKey key, ReferentialAction before, ReferentialAction after, String what, String when) {
        if (ACTS.contains(before) && !ACTS.contains(after)) {
            tables.add(
                    key.identity(),
                    key.name(),
                    "A row of " + key.referencedTable() + " that a row of "
                            + tables.now().identity()
                            + " refers to cannot be " + what + " any more: " + key.quotedName() + " was ON " + when
                            + " " + before.name().replace('_', ' ') + ".");
        }
    }

    /** Whether the same key refers to the same table under another name. */
    private boolean isRenamed(ForeignKey before, ForeignKey key) {
        return before.name().equals(key.name())
                && tables.after().table(before.referencedTable()).isEmpty()
                && tables.before().table(key.referencedTable()).isEmpty();
    }
}

package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.result.Place;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A foreign key by which rows go, or lose a value, when a script deletes those that they refer to. The script may not name their table.
 *
 * @param key the table's own
 * @param place where the script names what the deletion begins with
 */
record TakenAlong(ForeignKey key, Place place) {

    private static final Set<ReferentialAction> EMPTIES =
            Set.of(ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

    /**
     * Look for it.
     *
     * @param column whose values change; empty where rows go
     */
    static Optional<TakenAlong> by(Script script, Catalog before, Table table, Optional<String> column) {
        for (ForeignKey key : table.foreignKeys()) {
            boolean takes = column.map(name ->
                            EMPTIES.contains(key.onDelete()) && key.columns().contains(name))
                    .orElse(key.onDelete() == ReferentialAction.CASCADE);
            if (takes) {
                Optional<Place> place = begin(script, before, key, new HashSet<>());
                if (place.isPresent()) {
                    return Optional.of(new TakenAlong(key, place.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Place> begin(Script script, Catalog before, ForeignKey key, Set<String> seen) {
        Optional<Table> parent = before.table(key.referencedTable());
        if (parent.isEmpty() || !seen.add(key.referencedTable())) {
            return Optional.empty();
        }
        Optional<Place> named = Place.mentioned(script, parent.get().name());
        return named.isPresent()
                ? named
                : parent.get().foreignKeys().stream()
                        .filter(other -> other.onDelete() == ReferentialAction.CASCADE)
                        .flatMap(other -> begin(script, before, other, seen).stream())
                        .findFirst();
    }

    /** What it does, as a sentence. */
    String sentence() {
        return switch (key.onDelete()) {
            case CASCADE ->
                "\nThe foreign key " + key.name() + " says ON DELETE CASCADE: a row goes with that of "
                        + key.referencedTable() + " to which it refers.";
            default ->
                "\nThe foreign key " + key.name() + " says ON DELETE "
                        + key.onDelete().name().replace('_', ' ') + ": the value goes with the row of "
                        + key.referencedTable() + " to which it refers.";
        };
    }
}

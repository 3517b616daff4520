package io.schemaproof.safety.stricter;

import java.util.List;
import java.util.Optional;

/**
 * What a table refuses now and took before.
 *
 * @param object that refuses it, as {@code schema.table.column}
 * @param name of the object, for the statement that has made it
 * @param columns that it is about, for a statement that leaves the name to the server
 * @param word which such a statement holds, as a pattern; empty for what every statement names
 * @param what in a sentence
 */
public record NewDemand(String object, String name, List<String> columns, Optional<String> word, String what) {

    public NewDemand {
        columns = List.copyOf(columns);
    }
}

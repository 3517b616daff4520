package io.schemaproof.assertions.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a contract demands beside structure.
 *
 * @param rows by the name of a table or view, within the schema
 * @param queries by a name that is the contract's own
 * @since 0.1
 */
public record DataContract(Map<String, RowContract> rows, Map<String, QueryContract> queries) {

    private static final DataContract NONE = new DataContract(Map.of(), Map.of());

    public DataContract {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        queries = Collections.unmodifiableMap(new LinkedHashMap<>(queries));
    }

    /** Nothing. */
    public static DataContract none() {
        return NONE;
    }

    public boolean isEmpty() {
        return rows.isEmpty() && queries.isEmpty();
    }
}

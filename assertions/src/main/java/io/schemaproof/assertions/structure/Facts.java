package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One row of the catalogue that a snapshot does not hold in parts: column name to text, without NULLs. */
record Facts(Map<String, String> values) {

    /** Ask for one row; empty facts where there is none. */
    static Facts of(DataSource dataSource, String query, @Nullable Object... binds) {
        Map<String, String> values = new HashMap<>();
        for (List<@Nullable String> pair : new Sql(dataSource)
                .rows(
                        "SELECT f.key, f.value FROM (" + query
                                + ") q CROSS JOIN LATERAL pg_catalog.jsonb_each_text(pg_catalog.to_jsonb(q)) f",
                        binds)) {
            String value = pair.get(1);
            if (value != null) {
                values.put(String.valueOf(pair.get(0)), value);
            }
        }
        return new Facts(Map.copyOf(values));
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean is(String name) {
        return text(name).equals("true");
    }
}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The options after WITH of a view, by name. */
record ViewOptions(Map<String, String> values) {

    static ViewOptions of(Schema schema, String view) {
        Map<String, String> values = new HashMap<>();
        for (List<@Nullable String> row : new Sql(schema.dataSource()).rows("""
                SELECT o.option_name, o.option_value FROM pg_catalog.pg_class c
                CROSS JOIN LATERAL pg_catalog.pg_options_to_table(c.reloptions) o
                WHERE c.oid = pg_catalog.to_regclass(?)""", view)) {
            values.put(String.valueOf(row.get(0)), String.valueOf(row.get(1)));
        }
        return new ViewOptions(Map.copyOf(values));
    }

    /** PostgreSQL takes every beginning of these words, but stores what was written. */
    boolean is(String name) {
        String value = values.getOrDefault(name, "false").toLowerCase(Locale.ROOT);
        return value.equals("1") || value.equals("on") || "true".startsWith(value) || "yes".startsWith(value);
    }

    String checkOption() {
        return values.containsKey("check_option")
                ? "WITH " + values.get("check_option").toUpperCase(Locale.ROOT) + " CHECK OPTION"
                : "no check option";
    }
}

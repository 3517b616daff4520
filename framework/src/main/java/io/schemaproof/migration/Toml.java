package io.schemaproof.migration;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import io.schemaproof.base.ByteOrderMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a TOML file by their full names; elements of an array have commas between them, and tables in arrays are passed over.
 *
 * <p>What is not TOML is refused, as Flyway does, by the library that Flyway reads it with.
 */
final class Toml {

    private static final TomlMapper MAPPER = new TomlMapper();

    private Toml() {}

    /** Read a file, in which names that hold a dot are written like others. */
    static Map<String, String> read(String text) {
        try {
            Map<String, String> values = new TreeMap<>();
            add("", MAPPER.readTree(ByteOrderMark.removed(text)), values);
            return values;
        } catch (JsonProcessingException e) {
            throw new Malformed(e);
        }
    }

    /** What cannot be read. */
    static final class Malformed extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int line;

        private Malformed(JsonProcessingException cause) {
            super(cause.getOriginalMessage(), cause);
            this.line = line(cause.getOriginalMessage(), cause.getLocation());
        }

        /** A name that is there twice is noticed behind the end of its line. */
        private static int line(String message, @Nullable JsonLocation place) {
            if (place == null) {
                return 1;
            }
            boolean behind = message.startsWith("Duplicate key") && place.getColumnNr() <= 1;
            return behind ? Math.max(1, place.getLineNr() - 1) : place.getLineNr();
        }

        int line() {
            return line;
        }
    }

    private static void add(String prefix, JsonNode table, Map<String, String> values) {
        table.properties().forEach(entry -> {
            String name = prefix + entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isObject()) {
                add(name + ".", value, values);
            } else if (value.isArray()) {
                List<String> elements = new ArrayList<>();
                value.forEach(element -> elements.add(element.asText()));
                if (elements.isEmpty() || value.get(0).isValueNode()) {
                    values.put(name, String.join(",", elements));
                }
            } else {
                values.put(name, value.asText());
            }
        });
    }
}

package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Map;

/**
 * What is written as YAML. What is short stands on one line, unless it is said that its parts stand on lines of their own.
 */
sealed interface YamlTree {

    /** A text, number or truth value. */
    record Text(String value) implements YamlTree {}

    /** YAML's null. */
    record Nothing() implements YamlTree {}

    YamlTree NULL = new Nothing();

    /** A list. */
    record Items(List<YamlTree> values, boolean onLines) implements YamlTree {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** A mapping in its order. */
    record Entries(Map<String, YamlTree> values, boolean onLines) implements YamlTree {}

    static YamlTree texts(List<String> values) {
        return new Items(values.stream().<YamlTree>map(Text::new).toList(), false);
    }
}

package io.schemaproof.assertions.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A mapping whose keys are known.
 *
 * @param what as messages call it: {@code a column}
 */
record YamlMap(YamlValue value, String what, Map<String, YamlValue> entries) {

    Optional<YamlValue> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** The value of a key that must be there. */
    YamlValue get(String key) {
        return find(key).orElseThrow(() -> value.error("\"" + key + "\" of " + what + " is missing"));
    }

    Optional<String> text(String key) {
        return find(key).map(each -> each.text(key));
    }

    boolean is(String key) {
        return find(key).map(each -> each.truth(key)).orElse(false);
    }

    List<String> texts(String key) {
        return find(key).map(each -> each.texts(key)).orElse(List.of());
    }

    <T> T oneOf(String key, Map<String, T> words, T otherwise) {
        return find(key).map(each -> each.oneOf(key, words)).orElse(otherwise);
    }

    <T> List<T> list(String key, Function<YamlValue, T> reader) {
        return find(key)
                .map(each -> each.list(key).stream().map(reader).toList())
                .orElse(List.of());
    }

    /** Each entry of a mapping of names, put into something. */
    <T> T fold(String key, T start, BiFunction<T, Map.Entry<String, YamlValue>, T> step) {
        T result = start;
        if (find(key).isPresent()) {
            for (Map.Entry<String, YamlValue> entry : get(key).named(key).entrySet()) {
                result = step.apply(result, entry);
            }
        }
        return result;
    }

    /** Fail for a key that the others make meaningless. */
    void refuse(String key, String why) {
        if (entries.containsKey(key)) {
            throw value.keyError(key, "\"" + key + "\" of " + what + " " + why);
        }
    }
}

package io.schemaproof.assertions.contract;

import io.schemaproof.assertions.core.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value of a YAML file with its place. Whatever is not what the format says there is an error with line and column. */
final class YamlValue {

    private final Path file;
    private final Node node;

    YamlValue(Path file, Node node) {
        this.file = file;
        this.node = node;
        if (node.getAnchor().isPresent()) {
            throw error("an anchor (&" + node.getAnchor().get().getValue()
                    + "), which the format has not; write the value out where it is needed");
        }
    }

    /** A mapping of these keys and no other. */
    YamlMap map(String what, List<String> keys) {
        Map<String, YamlValue> entries = entries(what, Function.identity());
        entries.forEach((key, value) -> {
            if (!keys.contains(key)) {
                String meant = Names.didYouMean(key, keys);
                throw keyError(
                        key,
                        "unknown key \"" + key + "\" of " + what
                                + (meant.isEmpty() ? "; there are: " + String.join(", ", keys) : ", " + meant));
            }
        });
        return new YamlMap(this, what, entries);
    }

    /** A mapping of names as in SQL, without their schema, none of which stands there twice. */
    Map<String, YamlValue> named(String what) {
        return entries(what, name -> {
            // The arguments of a function are no part of the name that is folded.
            List<String> parts = name.indexOf('(') < 0 ? parts(name) : List.of(name);
            if (parts.size() != 1) {
                throw keyError(name, "expected a name without its schema, but found " + name);
            }
            return parts.get(0);
        });
    }

    /** A mapping of names that mean nothing to the server. */
    Map<String, YamlValue> labelled(String what) {
        return entries(what, Function.identity());
    }

    /** A mapping of names as in SQL, with or without their schema. */
    Map<String, YamlValue> qualified(String what) {
        return entries(what, name -> Names.sql(parts(name)));
    }

    private List<String> parts(String name) {
        try {
            return Names.parse(name);
        } catch (IllegalArgumentException e) {
            throw keyError(name, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, YamlValue> entries(String what, Function<String, String> folding) {
        if (!(node instanceof MappingNode mapping)) {
            throw error("expected " + what + ", a mapping of keys to values, but found " + found());
        }
        Map<String, YamlValue> entries = new LinkedHashMap<>();
        Map<String, String> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            YamlValue key = new YamlValue(file, tuple.getKeyNode());
            String text = key.text("a key of " + what);
            String earlier = seen.putIfAbsent(folding.apply(text), key.line());
            if (earlier != null) {
                throw key.error("\"" + text + "\" a second time; it stands in line " + earlier + " already");
            }
            entries.put(text, new YamlValue(file, tuple.getValueNode()));
        }
        return entries;
    }

    /** A list, perhaps empty. */
    List<YamlValue> list(String what) {
        if (!(node instanceof SequenceNode sequence)) {
            throw error("expected " + what + ", a list, but found " + found());
        }
        List<YamlValue> values = new ArrayList<>();
        for (Node each : sequence.getValue()) {
            values.add(new YamlValue(file, each));
        }
        return values;
    }

    /** A list of texts. */
    List<String> texts(String what) {
        return list(what).stream().map(value -> value.text(what)).toList();
    }

    /** A list of texts that is not empty. */
    List<String> someTexts(String what) {
        List<String> texts = texts(what);
        if (texts.isEmpty()) {
            throw error("expected " + what + ", but the list is empty");
        }
        return texts;
    }

    /** A text; a number or {@code true} is one too, because SQL is written here. */
    String text(String what) {
        if (!(node instanceof ScalarNode scalar)) {
            throw error("expected " + what + ", a text, but found " + found());
        }
        boolean standard = Stream.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL).anyMatch(scalar.getTag()::equals);
        if (scalar.getTag().equals(Tag.NULL)) {
            throw error("expected " + what + ", a text, but found nothing; leave the key out, or write 'NULL' in"
                    + " quotation marks for SQL's NULL");
        }
        if (!standard) {
            throw error("the tag " + scalar.getTag() + ", which the format has not");
        }
        return scalar.getValue();
    }

    /** A text, or nothing for SQL's NULL. */
    Optional<String> textOrNull(String what) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL)
                ? Optional.empty()
                : Optional.of(text(what));
    }

    /** A number of something. */
    long count(String what) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.INT)) {
            try {
                long count = Long.parseLong(scalar.getValue());
                if (count >= 0) {
                    return count;
                }
            } catch (NumberFormatException e) {
                // Said below: it may be too large, or octal.
            }
        }
        throw error("expected " + what + ", a whole number from 0 on, but found " + found());
    }

    boolean truth(String what) {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return scalar.getValue().equalsIgnoreCase("true");
        }
        throw error("expected " + what + ", true or false, but found " + found());
    }

    /** One of these words. */
    <T> T oneOf(String what, Map<String, T> words) {
        String text = text(what);
        T value = words.get(text);
        if (value == null) {
            String meant = Names.didYouMean(text, words.keySet());
            throw error("expected " + what + ", one of "
                    + words.keySet().stream().sorted().collect(Collectors.joining(", ")) + ", but found \"" + text
                    + "\""
                    + (meant.isEmpty() ? "" : ", " + meant));
        }
        return value;
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isMap() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Make something that checks its values itself. */
    <T> T made(Supplier<T> maker) {
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw new ContractException(
                    place(node.getStartMark()) + String.valueOf(e.getMessage()).strip(), e);
        }
    }

    private String found() {
        if (node instanceof MappingNode) {
            return "a mapping";
        }
        if (node instanceof SequenceNode) {
            return "a list";
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getTag().equals(Tag.NULL)
                ? "nothing"
                : (scalar.getScalarStyle() == ScalarStyle.PLAIN ? "" : "the text ") + "\"" + scalar.getValue() + "\"";
    }

    ContractException error(String what) {
        return new ContractException(place(node.getStartMark()) + what);
    }

    /** An error at a key of this mapping. */
    ContractException keyError(String key, String what) {
        Optional<Mark> mark = node instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .map(NodeTuple::getKeyNode)
                        .filter(each -> each instanceof ScalarNode scalar
                                && scalar.getValue().equals(key))
                        .findFirst()
                        .flatMap(Node::getStartMark)
                : node.getStartMark();
        return new ContractException(place(mark) + what);
    }

    /** Add the place of this value, and of all within it, by the keys that lead there. */
    void collectPlaces(List<String> path, Map<List<String>, FilePlace> places) {
        filePlace(node).ifPresent(place -> places.putIfAbsent(path, place));
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    List<String> below = and(path, key.getValue());
                    filePlace(key).ifPresent(place -> places.put(below, place));
                    new YamlValue(file, tuple.getValueNode()).collectPlaces(below, places);
                }
            }
        } else if (node instanceof SequenceNode sequence) {
            for (int i = 0; i < sequence.getValue().size(); i++) {
                new YamlValue(file, sequence.getValue().get(i)).collectPlaces(and(path, String.valueOf(i)), places);
            }
        }
    }

    private static List<String> and(List<String> path, String key) {
        return Stream.concat(path.stream(), Stream.of(key)).toList();
    }

    private Optional<FilePlace> filePlace(Node at) {
        return at.getStartMark().map(mark -> new FilePlace(file.toString(), mark.getLine() + 1, mark.getColumn() + 1));
    }

    private String line() {
        return node.getStartMark()
                .map(mark -> String.valueOf(mark.getLine() + 1))
                .orElse("?");
    }

    private String place(Optional<Mark> mark) {
        return place(file, mark);
    }

    /** {@code orders.yaml:3:5: }, both from 1. */
    static String place(Path file, Optional<Mark> mark) {
        return file
                + mark.map(at -> ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                        .orElse("")
                + ": ";
    }
}

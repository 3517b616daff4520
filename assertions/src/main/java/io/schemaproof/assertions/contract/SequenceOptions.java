package io.schemaproof.assertions.contract;

import io.schemaproof.catalog.Sequence;
import java.util.ArrayList;
import java.util.List;

/** Write the options of a sequence that are not at their defaults, as CREATE SEQUENCE takes them. */
final class SequenceOptions {

    private SequenceOptions() {}

    static String of(Sequence sequence) {
        boolean up = sequence.increment() > 0;
        long end = switch (sequence.type()) {
            case "smallint" -> up ? Short.MAX_VALUE : Short.MIN_VALUE;
            case "integer" -> up ? Integer.MAX_VALUE : Integer.MIN_VALUE;
            default -> up ? Long.MAX_VALUE : Long.MIN_VALUE;
        };
        long minimum = up ? 1 : end;
        long maximum = up ? end : -1;
        List<String> options = new ArrayList<>();
        add(options, "START WITH", sequence.start(), up ? sequence.minimum() : sequence.maximum());
        add(options, "INCREMENT BY", sequence.increment(), 1);
        add(options, "MINVALUE", sequence.minimum(), minimum);
        add(options, "MAXVALUE", sequence.maximum(), maximum);
        add(options, "CACHE", sequence.cache(), 1);
        if (sequence.isCycling()) {
            options.add("CYCLE");
        }
        return String.join(" ", options);
    }

    private static void add(List<String> options, String words, long value, long otherwise) {
        if (value != otherwise) {
            options.add(words + " " + value);
        }
    }
}

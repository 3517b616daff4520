package io.schemaproof.assertions.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Compare two sets of names or values and say what is missing and what is too much. */
public final class SetDifference {

    private static final int SHOWN = 20;

    private final Set<String> expected;
    private final Set<String> actual;
    private final List<String> missing;
    private final List<String> unexpected;
    private final List<String> extra;

    private SetDifference(Collection<String> expected, Collection<String> actual, boolean exactly) {
        this.expected = new LinkedHashSet<>(expected);
        this.actual = new LinkedHashSet<>(actual);
        this.missing =
                this.expected.stream().filter(e -> !this.actual.contains(e)).toList();
        this.unexpected =
                this.actual.stream().filter(a -> !this.expected.contains(a)).toList();
        this.extra = exactly ? unexpected : List.of();
    }

    /** Both must hold the same. */
    public static SetDifference exactly(Collection<String> expected, Collection<String> actual) {
        return new SetDifference(expected, actual, true);
    }

    /** The actual one may hold more. */
    public static SetDifference atLeast(Collection<String> expected, Collection<String> actual) {
        return new SetDifference(expected, actual, false);
    }

    public boolean isEmpty() {
        return missing.isEmpty() && extra.isEmpty();
    }

    public List<String> missing() {
        return missing;
    }

    public String expectedText() {
        return list(expected);
    }

    public String actualText() {
        return list(actual);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!missing.isEmpty()) {
            lines.add("missing : " + list(missing));
        }
        if (!extra.isEmpty()) {
            lines.add("extra   : " + list(extra));
        }
        for (String name : missing) {
            Stream.of(Names.didYouMean(name, unexpected))
                    .filter(hint -> !hint.isEmpty())
                    .forEach(lines::add);
        }
        return lines;
    }

    private static String list(Collection<String> values) {
        if (values.isEmpty()) {
            return "none";
        }
        String shown = String.join(", ", values.stream().limit(SHOWN).toList());
        return values.size() > SHOWN ? shown + ", … (" + values.size() + ")" : shown;
    }
}

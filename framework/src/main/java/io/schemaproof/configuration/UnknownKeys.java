package io.schemaproof.configuration;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Find keys that look like ours and are not: a misspelt parameter would otherwise be ignored in silence.
 *
 * @since 0.1
 */
public final class UnknownKeys {

    private static final String PREFIX = "schemaproof.";
    private static final int SIMILAR = 4;

    private UnknownKeys() {}

    /** Return a warning for each unknown key among the names of the system properties and environment variables. */
    public static List<String> ofSystem() {
        Stream<String> properties = among(System.getProperties().stringPropertyNames(), "System property").stream();
        return Stream.concat(properties, amongVariables(System.getenv().keySet()).stream())
                .toList();
    }

    /**
     * Return a warning for each unknown key.
     *
     * @param names names of parameters; those that do not begin with {@code schemaproof.} are not ours to judge
     * @param source where they stand, to begin the warning with
     */
    public static List<String> among(Collection<String> names, String source) {
        return warnings(names, source, PREFIX, Function.identity());
    }

    static List<String> amongVariables(Collection<String> names) {
        return warnings(names, "Environment variable", variable(PREFIX), UnknownKeys::variable);
    }

    private static List<String> warnings(
            Collection<String> names, String source, String prefix, Function<String, String> spelling) {
        SortedSet<String> known =
                ConfigurationParameters.keys().stream().map(spelling).collect(Collectors.toCollection(TreeSet::new));
        return names.stream()
                .filter(name -> name.startsWith(prefix) && !known.contains(name))
                .sorted()
                .map(name -> source + " " + name + " is unknown and has no effect."
                        + closest(name, known)
                                .map(key -> " Did you mean " + key + "?")
                                .orElse(" The keys are " + String.join(", ", known) + "."))
                .toList();
    }

    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    private static Optional<String> closest(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt(key -> distance(name, key)))
                .filter(key -> distance(name, key) <= SIMILAR);
    }

    /** Edits that turn one text into the other (Levenshtein), one row of the table at a time. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int substituted = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}

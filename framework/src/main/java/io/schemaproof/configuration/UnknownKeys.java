package io.schemaproof.configuration;

import io.schemaproof.base.EditDistance;
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
 * <p>Known are those of {@link ConfigurationParameters}, and those that a resource {@code META-INF/schemaproof/keys} of the class
 * path names, one per line: a module with settings of its own declares them there.
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
        // Most runs set none, and looking for what the class path declares takes time.
        if (names.stream().noneMatch(name -> name.startsWith(prefix))) {
            return List.of();
        }
        SortedSet<String> known = Stream.concat(
                        ConfigurationParameters.keys().stream(), DeclaredKeys.ofClassPath().stream())
                .map(spelling)
                .collect(Collectors.toCollection(TreeSet::new));
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
                .min(Comparator.comparingInt(key -> EditDistance.between(name, key)))
                .filter(key -> EditDistance.between(name, key) <= SIMILAR);
    }
}

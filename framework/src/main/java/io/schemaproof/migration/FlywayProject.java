package io.schemaproof.migration;

import io.schemaproof.migration.script.FlywayPlaceholders;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a project says of its migrations' placeholders: {@code flyway.toml} or {@code flyway.conf} beside them or above, else Spring Boot's
 * {@code application.properties} or {@code application.yml}, of which literal values are taken that count in every profile.
 *
 * @param file where it stands; empty where nobody says anything
 * @param settings by the names of {@code flyway.conf}, without {@code flyway.}
 * @since 0.1
 */
public record FlywayProject(Optional<Path> file, Map<String, String> settings) {

    private static final String PLACEHOLDERS = "placeholders.";
    private static final String SPRING = "spring.flyway.";
    private static final int LEVELS = 8;
    private static final long LARGEST = 1 << 20;

    private static final List<String> NAMES =
            List.of("flyway.conf", "application.properties", "application.yml", "application.yaml");

    /** The names of all files in which something may stand. */
    public static final Set<String> FILES =
            Stream.concat(FlywayToml.NAMES.stream(), NAMES.stream()).collect(Collectors.toUnmodifiableSet());

    /** What a folder alone cannot follow, in lower case and without dashes, with the value that changes nothing. */
    private static final Map<String, String> NOT_FOLLOWED = Map.ofEntries(
            Map.entry("schemas", "public"),
            Map.entry("defaultschema", "public"),
            Map.entry("createschemas", "true"),
            Map.entry("locations", ""),
            Map.entry("sqlmigrationprefix", "V"),
            Map.entry("undosqlmigrationprefix", "U"),
            Map.entry("repeatablesqlmigrationprefix", "R"),
            Map.entry("baselinemigrationprefix", "B"),
            Map.entry("sqlmigrationseparator", "__"),
            Map.entry("sqlmigrationsuffixes", ".sql"),
            Map.entry("encoding", "UTF-8"),
            Map.entry("initsql", ""));

    public FlywayProject {
        settings = Map.copyOf(settings);
    }

    /** Look from a folder upwards, up to where git begins. The nearest file that speaks of Flyway counts, and no other. */
    public static FlywayProject near(Path folder) {
        Path at = folder.toAbsolutePath().normalize();
        for (int level = 0; level < LEVELS; level++) {
            Optional<FlywayProject> toml = toml(at);
            if (toml.isPresent()) {
                return toml.get();
            }
            for (String name : NAMES) {
                Optional<FlywayProject> found = read(at.resolve(name));
                if (found.isPresent()) {
                    return found.get();
                }
            }
            Path parent = at.getParent();
            if (parent == null || Files.exists(at.resolve(".git"))) {
                break;
            }
            at = parent;
        }
        return new FlywayProject(Optional.empty(), Map.of());
    }

    /**
     * What {@code flyway.toml} in a folder says, with {@code flyway.user.toml} over it. Where it is, Flyway does not look at {@code flyway.conf}.
     *
     * @throws MigrationException if it is no TOML
     */
    public static Optional<FlywayProject> toml(Path folder) {
        return FlywayToml.in(folder);
    }

    /** The placeholders with values, by name. */
    public Map<String, String> values() {
        return settings.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PLACEHOLDERS))
                .collect(Collectors.toMap(
                        entry -> entry.getKey().substring(PLACEHOLDERS.length()), Map.Entry::getValue));
    }

    /** What it sets and is not followed, as it is written there. */
    public Set<String> notFollowed() {
        return settings.entrySet().stream()
                .filter(entry -> NOT_FOLLOWED.containsKey(plain(entry.getKey()))
                        && !isUsual(plain(entry.getKey()), entry.getValue()))
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isUsual(String key, String value) {
        return key.equals("locations") ? !value.contains(",") : value.equalsIgnoreCase(NOT_FOLLOWED.get(key));
    }

    FlywayPlaceholders placeholders(Map<String, String> more) {
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.putAll(values());
        values.putAll(more);
        return new FlywayPlaceholders(
                values,
                !"false".equalsIgnoreCase(setting("placeholderreplacement").orElse("true")),
                setting("placeholderprefix").orElse(FlywayPlaceholders.PREFIX),
                setting("placeholdersuffix").orElse(FlywayPlaceholders.SUFFIX));
    }

    /** A script as it is run here: another text means that it is run otherwise. */
    public String applied(Script script) {
        FlywayScriptSettings own = FlywayScriptSettings.beside(script.file(), script.path());
        FlywayPlaceholders project = placeholders(Map.of());
        return own.executeInTransaction().orElse(executesInTransaction()) + " " + mixes() + "\n"
                + own.placeholderReplacement()
                        .map(project::replacing)
                        .orElse(project)
                        .in(script.text());
    }

    /** Whether a script may hold statements that cannot run in a transaction beside others, and then runs without one. */
    boolean mixes() {
        return setting("mixed").filter("true"::equalsIgnoreCase).isPresent();
    }

    /** Whether scripts have a transaction around them at all, whatever a file beside them says. */
    public boolean executesInTransaction() {
        return setting("executeintransaction").filter("false"::equalsIgnoreCase).isEmpty();
    }

    private Optional<String> setting(String plain) {
        return settings.entrySet().stream()
                .filter(entry -> plain(entry.getKey()).equals(plain))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Spring writes placeholder-replacement or placeholderReplacement. */
    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<FlywayProject> read(Path file) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            boolean own = String.valueOf(file.getFileName()).endsWith(".conf");
            Map<String, String> all = String.valueOf(file.getFileName()).matches(".*ya?ml")
                    ? SpringYaml.literals(text)
                    : properties(text, own);
            String prefix = own ? "flyway." : SPRING;
            Map<String, String> settings = new TreeMap<>();
            all.forEach((key, value) -> {
                // What Spring looks up elsewhere has no value here.
                if (key.startsWith(prefix) && (own || !value.contains("${"))) {
                    settings.put(key.substring(prefix.length()).replaceFirst("\\.?\\[(.*)]$", ".$1"), value.strip());
                }
            });
            return settings.isEmpty() ? Optional.empty() : Optional.of(new FlywayProject(Optional.of(file), settings));
        } catch (IOException | IllegalArgumentException e) {
            // What cannot be read proves nothing.
            return Optional.empty();
        }
    }

    private static Map<String, String> properties(String text, boolean whole) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (String document : whole ? new String[] {text} : text.split("(?m)^[#!]---\\s*$", -1)) {
            if (!whole && document.contains("spring.config.activate.on-profile")) {
                continue;
            }
            Properties properties = new Properties();
            properties.load(new StringReader(document));
            properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        }
        return values;
    }
}

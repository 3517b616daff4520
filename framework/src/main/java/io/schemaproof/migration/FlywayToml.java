package io.schemaproof.migration;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Flyway's newer configuration file, with the one of the user over it, and with the environment that it names: told by the names that {@code flyway.conf} has for
 * the same.
 */
final class FlywayToml {

    private static final String FILE = "flyway.toml";
    static final List<String> NAMES = List.of(FILE, "flyway.user.toml");
    private static final String FLYWAY = "flyway.";
    private static final String ENVIRONMENT = "environment";

    private FlywayToml() {}

    /**
     * Read those of a folder; nothing where there is none, or none that says something of migrations.
     *
     * @throws MigrationException if one of them is no TOML, which Flyway refuses, too
     */
    static Optional<FlywayProject> in(Path folder) {
        Map<String, String> all = new TreeMap<>();
        Optional<Path> found = Optional.empty();
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                all.putAll(read(file));
                found = found.or(() -> Optional.of(file));
            }
        }
        Map<String, String> settings = settings(all);
        return settings.isEmpty() ? Optional.empty() : Optional.of(new FlywayProject(found, settings));
    }

    private static Map<String, String> settings(Map<String, String> all) {
        String environment = "environments." + all.getOrDefault(FLYWAY + ENVIRONMENT, "default") + ".";
        Map<String, String> settings = new TreeMap<>(below(FLYWAY, all));
        settings.remove(ENVIRONMENT);
        Map<String, String> own = below(environment, all);
        settings.putAll(own);
        // What it says to Flyway counts more than what all environments have.
        settings.keySet().removeIf(name -> name.startsWith(FLYWAY));
        settings.putAll(below(FLYWAY, own));
        return settings;
    }

    private static Map<String, String> below(String prefix, Map<String, String> all) {
        Map<String, String> below = new TreeMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                below.put(name.substring(prefix.length()), value);
            }
        });
        return below;
    }

    private static Map<String, String> read(Path file) {
        try {
            return Toml.read(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new MigrationException(file + " cannot be read: " + e.getMessage(), e);
        } catch (Toml.Malformed e) {
            throw new MigrationException(
                    file + " line " + e.line() + " is no TOML: " + e.getMessage()
                            + ". Flyway refuses a file that is no TOML, and without it nobody knows the values of placeholders; mend the line.",
                    e);
        }
    }
}

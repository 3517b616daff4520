package io.schemaproof.migration.flyway;

import io.schemaproof.migration.FlywayProject;
import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/** What {@code flyway.toml} in the folder says, or {@code flyway.conf} where there is none; how to connect is not followed, and SQL is taken from the folder alone. */
final class FlywayConfiguration {

    private static final String CONF = "flyway.conf";
    private static final String TOML = "flyway.toml";

    private static final String CLASS_PATH = "classpath:";
    private static final String LOCATIONS = "flyway.locations";
    private static final List<String> NOT_FOLLOWED = List.of(
            LOCATIONS,
            "flyway.url",
            "flyway.user",
            "flyway.password",
            "flyway.driver",
            "flyway.target",
            "flyway.jarDirs");

    private final Path root;
    private final String file;
    private final Map<String, String> properties = new HashMap<>();

    FlywayConfiguration(Path root) {
        this.root = root;
        Optional<FlywayProject> toml = FlywayProject.toml(root);
        this.file = toml.isPresent() ? TOML : CONF;
        toml.ifPresentOrElse(
                project -> project.settings().forEach((name, value) -> properties.put("flyway." + name, value)),
                () -> readConf(root.resolve(CONF)));
    }

    private void readConf(Path conf) {
        if (!Files.isRegularFile(conf)) {
            return;
        }
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(conf, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new MigrationException(conf + " cannot be read: " + e.getMessage(), e);
        }
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
    }

    /** The name of the file that counts. */
    String file() {
        return file;
    }

    /** All of it, in order. */
    String text() {
        return new TreeMap<>(properties)
                .entrySet().stream()
                        .filter(entry -> !NOT_FOLLOWED.contains(entry.getKey())
                                || entry.getKey().equals(LOCATIONS))
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    /** A configuration to go on with. */
    FluentConfiguration configure() {
        Map<String, String> followed = new HashMap<>(properties);
        followed.keySet().removeAll(NOT_FOLLOWED);
        return Flyway.configure(classLoader())
                .configuration(followed)
                .locations("filesystem:" + root)
                .cleanDisabled(true);
    }

    static ClassLoader classLoader() {
        return Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(FlywayConfiguration.class::getClassLoader);
    }

    /** The packages in which migrations in Java are looked for, with slashes. */
    List<String> packages() {
        return Arrays.stream(properties
                        .getOrDefault(LOCATIONS, CLASS_PATH + "db/migration")
                        .split(","))
                .map(String::strip)
                .filter(location -> location.startsWith(CLASS_PATH))
                .map(location -> location.substring(CLASS_PATH.length()).replaceAll("^/|/$", ""))
                .toList();
    }

    /** The values of placeholders. */
    Map<String, String> placeholders() {
        return configure().getPlaceholders();
    }
}

package io.schemaproof.migration.liquibase;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What {@code liquibase.properties} in the folder says of it. How to connect is not followed.
 *
 * @param changelog the changelog to begin with
 * @param contexts which contexts to run; empty for all
 * @param labels which labels to run; empty for all
 * @param parameters values for <code>${…}</code>
 */
record LiquibaseSettings(Optional<String> changelog, String contexts, String labels, Map<String, String> parameters) {

    static final String FILE = "liquibase.properties";

    private static final String PARAMETER = "parameter.";

    static LiquibaseSettings of(Path root) {
        Properties properties = new Properties();
        Path file = root.resolve(FILE);
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new MigrationException(file + " cannot be read: " + e.getMessage(), e);
            }
        }
        Map<String, String> values = new TreeMap<>();
        Map<String, String> parameters = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name).strip();
            if (name.startsWith(PARAMETER)) {
                parameters.put(name.substring(PARAMETER.length()), value);
            }
            // changeLogFile, changelogFile, changelog-file and liquibase.command.changelogFile are one.
            values.put(
                    name.substring(name.lastIndexOf('.') + 1).replace("-", "").toLowerCase(Locale.ROOT), value);
        }
        return new LiquibaseSettings(
                Optional.ofNullable(values.get("changelogfile")),
                first(values, "contexts", "contextfilter"),
                first(values, "labelfilter", "labels"),
                parameters);
    }

    private static String first(Map<String, String> values, String name, String other) {
        return values.getOrDefault(name, values.getOrDefault(other, ""));
    }
}

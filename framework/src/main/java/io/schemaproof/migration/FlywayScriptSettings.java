package io.schemaproof.migration;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@code <file>.conf} beside a script says to Flyway of that script alone.
 *
 * @param executeInTransaction whether it has a transaction around it, whatever its statements are; empty where they decide
 * @param placeholderReplacement whether its placeholders are replaced; empty where the project decides
 * @param shouldExecute when it is run, as written
 * @param encoding of the script
 * @since 0.1
 */
public record FlywayScriptSettings(
        Optional<Boolean> executeInTransaction,
        Optional<Boolean> placeholderReplacement,
        Optional<String> shouldExecute,
        Charset encoding) {

    private static final String IN_TRANSACTION = "executeInTransaction";
    private static final String REPLACEMENT = "placeholderReplacement";
    private static final String SHOULD_EXECUTE = "shouldExecute";
    private static final String ENCODING = "encoding";

    /**
     * Read the file beside a script; where there is none, nothing is said.
     *
     * @param script the script
     * @param path what messages call it
     * @throws MigrationException if Flyway refuses what stands there
     */
    public static FlywayScriptSettings beside(Path script, String path) {
        String name = path + ".conf";
        Properties properties = load(script.resolveSibling(script.getFileName() + ".conf"), name);
        Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
        unknown.removeAll(Set.of(IN_TRANSACTION, REPLACEMENT, SHOULD_EXECUTE, ENCODING));
        if (!unknown.isEmpty()) {
            throw new MigrationException(name + " says " + unknown.iterator().next()
                    + ", which Flyway does not know of a script, and refuses. It knows " + IN_TRANSACTION + ", "
                    + REPLACEMENT + ", " + SHOULD_EXECUTE + " and " + ENCODING
                    + "; correct the name, or take the line out.");
        }
        return new FlywayScriptSettings(
                truth(properties, IN_TRANSACTION, name),
                truth(properties, REPLACEMENT, name),
                Optional.ofNullable(properties.getProperty(SHOULD_EXECUTE)).map(String::strip),
                encoding(properties, name));
    }

    private static Properties load(Path file, String name) {
        Properties properties = new Properties();
        if (!Files.isRegularFile(file)) {
            return properties;
        }
        try {
            properties.load(new StringReader(Files.readString(file)));
        } catch (IOException | IllegalArgumentException e) {
            throw new MigrationException(name + " is no valid list of key=value lines: " + e.getMessage() + ".", e);
        }
        return properties;
    }

    private static Optional<Boolean> truth(Properties properties, String key, String name) {
        Optional<String> value =
                Optional.ofNullable(properties.getProperty(key)).map(String::strip);
        value.filter(text -> !text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false"))
                .ifPresent(text -> {
                    throw new MigrationException(
                            name + " says " + key + "=" + text + ", which Flyway refuses; write true or false.");
                });
        return value.map(Boolean::parseBoolean);
    }

    private static Charset encoding(Properties properties, String name) {
        String encoding = properties.getProperty(ENCODING, "").strip();
        if (encoding.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(encoding);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new MigrationException(name + " names the encoding " + encoding + ", which Java does not know.", e);
        }
    }
}

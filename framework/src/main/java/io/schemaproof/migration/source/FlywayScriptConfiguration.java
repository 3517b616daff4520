package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;
import java.util.Properties;

/** What {@code <file>.conf} beside a Flyway script says. */
record FlywayScriptConfiguration(boolean executeInTransaction, boolean shouldExecute, Charset encoding) {

    static FlywayScriptConfiguration of(SourceFolder folder, SourceFile script) {
        Optional<SourceFile> file = folder.file(script.path() + ".conf");
        Properties properties = file.map(FlywayScriptConfiguration::load).orElseGet(Properties::new);
        return new FlywayScriptConfiguration(
                isTrue(properties, "executeInTransaction"),
                isTrue(properties, "shouldExecute"),
                encoding(properties, script.path() + ".conf"));
    }

    private static Properties load(SourceFile file) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(file.text()));
        } catch (IOException | IllegalArgumentException e) {
            throw new MigrationException(
                    file.path() + " is no valid list of key=value lines: " + e.getMessage() + ".", e);
        }
        return properties;
    }

    private static boolean isTrue(Properties properties, String key) {
        return !"false".equalsIgnoreCase(properties.getProperty(key, "true").strip());
    }

    private static Charset encoding(Properties properties, String path) {
        String name = properties.getProperty("encoding", "").strip();
        if (name.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new MigrationException(path + " names the encoding " + name + ", which Java does not know.", e);
        }
    }
}

package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** What {@code environments/development.properties} beside the folder says of how scripts are sent (MyBatis Migrations' {@code Environment.java}). */
record MyBatisEnvironment(boolean sendFullScript, boolean autoCommit, Optional<String> notRunnable) {

    static MyBatisEnvironment of(SourceFolder folder) {
        Path file = folder.root()
                .toAbsolutePath()
                .normalize()
                .resolveSibling("environments")
                .resolve("development.properties");
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new MigrationException(file + " is no valid list of key=value lines: " + e.getMessage() + ".", e);
            }
        }
        boolean whole = isTrue(properties, "send_full_script");
        boolean own = !properties.getProperty("delimiter", ";").strip().equals(";")
                || isTrue(properties, "full_line_delimiter");
        return new MyBatisEnvironment(
                whole,
                isTrue(properties, "auto_commit"),
                own && !whole
                        ? Optional.of("environments/development.properties sets a delimiter for all files, which is not"
                                + " supported; write -- @DELIMITER into the file")
                        : Optional.empty());
    }

    private static boolean isTrue(Properties properties, String key) {
        return Boolean.parseBoolean(properties.getProperty(key, "").strip());
    }
}

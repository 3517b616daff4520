package io.schemaproof.verify.result;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Tell the version of this tool.
 *
 * @since 0.1
 */
public final class ToolVersion {

    private ToolVersion() {}

    /** Return the version text of the build, such as {@code 0.1.0}. */
    public static String get() {
        Properties properties = new Properties();
        try (InputStream in = ToolVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }
}

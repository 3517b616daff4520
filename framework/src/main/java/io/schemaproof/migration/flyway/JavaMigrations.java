package io.schemaproof.migration.flyway;

import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.flywaydb.core.api.migration.JavaMigration;

/** Finds the migrations in Java that are on the class path. */
final class JavaMigrations {

    private static final String SUFFIX = ".class";

    private JavaMigrations() {}

    /** @param packages where to look, with slashes; in those below them, too */
    static List<Class<? extends JavaMigration>> find(List<String> packages, ClassLoader loader) {
        Set<String> names = new TreeSet<>();
        try {
            for (String location : packages) {
                for (URL url : Collections.list(loader.getResources(location))) {
                    names.addAll(classes(url, location));
                }
            }
        } catch (IOException | URISyntaxException e) {
            throw new MigrationException(
                    "The class path cannot be searched for migrations in Java: " + e.getMessage(), e);
        }
        return names.stream()
                .<Class<? extends JavaMigration>>flatMap(name -> load(name, loader))
                .toList();
    }

    private static List<String> classes(URL url, String location) throws IOException, URISyntaxException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith(location + "/") && name.endsWith(SUFFIX))
                    .toList();
        }
        if (!url.getProtocol().equals("file")) {
            return List.of();
        }
        Path folder = Path.of(new URI(url.toString()));
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file ->
                            location + "/" + folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(SUFFIX))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static Stream<Class<? extends JavaMigration>> load(String file, ClassLoader loader) {
        String name = file.substring(0, file.length() - SUFFIX.length()).replace('/', '.');
        try {
            Class<?> type = Class.forName(name, false, loader);
            return JavaMigration.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())
                    ? Stream.of(type.asSubclass(JavaMigration.class))
                    : Stream.empty();
        } catch (ClassNotFoundException | LinkageError e) {
            throw new MigrationException("The class " + name + " cannot be loaded: " + e, e);
        }
    }

    /** Tells one compiled class from another. */
    static String hash(Class<?> type) {
        String file = type.getName().substring(type.getName().lastIndexOf('.') + 1) + SUFFIX;
        try (InputStream in = type.getResourceAsStream(file)) {
            CRC32 crc = new CRC32();
            crc.update(in == null ? new byte[0] : in.readAllBytes());
            return Long.toHexString(crc.getValue());
        } catch (IOException e) {
            throw new MigrationException("The class " + type.getName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    static JavaMigration instance(Class<? extends JavaMigration> type) {
        try {
            return type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new MigrationException(
                    type.getName() + " cannot be made: " + (e.getCause() == null ? e : e.getCause())
                            + ". Flyway, too, needs a constructor without parameters.",
                    e);
        }
    }
}

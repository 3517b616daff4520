package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Find the jar of a major version: on the class path, in the local Maven repository, and at last through Maven.
 */
final class BinaryJars {

    /** Releases that the framework is tested with; any other of the same major version will do where it is found. */
    static final Map<Integer, String> TESTED =
            Map.of(14, "14.20.0", 15, "15.19.0", 16, "16.15.0", 17, "17.11.0", 18, "18.6.0");

    private final Platform platform;
    private final LocalRepository repository;

    BinaryJars(Platform platform, LocalRepository repository) {
        this.platform = platform;
        this.repository = repository;
    }

    static String tested(int major) {
        String version = TESTED.get(major);
        if (version == null) {
            throw new DatabaseException("PostgreSQL " + major + " is not among the versions " + TESTED.keySet());
        }
        return version;
    }

    /** Find without fetching. */
    Optional<BinaryJar> find(int major) {
        return onClassPath(major).or(() -> inRepository(major));
    }

    /**
     * Find, and fetch if need be.
     *
     * @throws DatabaseException if it cannot be fetched; the message names the coordinates
     */
    BinaryJar get(int major) {
        return find(major).orElseGet(() -> {
            new MavenFetch(platform, repository).fetch(tested(major));
            return inRepository(major)
                    .orElseThrow(() -> new DatabaseException("Maven fetched "
                            + platform.coordinates(tested(major)) + " but it is not in " + repository.folders()
                            + ". Set the system property maven.repo.local to Maven's local repository, or add the"
                            + " artifact to the test class path."));
        });
    }

    private Optional<BinaryJar> onClassPath(int major) {
        return archives().stream()
                .flatMap(url -> BinaryJar.versionIn(url.toString()).stream()
                        .filter(version -> BinaryJar.major(version) == major)
                        .map(version -> new BinaryJar(version, url, "the class path")))
                .findFirst();
    }

    private List<URL> archives() {
        List<URL> urls = new ArrayList<>();
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            if (context != null) {
                urls.addAll(Collections.list(context.getResources(platform.archive())));
            }
            urls.addAll(Collections.list(BinaryJars.class.getClassLoader().getResources(platform.archive())));
        } catch (IOException e) {
            throw new DatabaseException("The class path cannot be searched for PostgreSQL binaries: " + e, e);
        }
        return urls;
    }

    private Optional<BinaryJar> inRepository(int major) {
        return repository
                .find(platform, major, tested(major))
                .map(jar -> new BinaryJar(
                        BinaryJar.versionIn(jar.getFileName().toString()).orElseThrow(),
                        inside(jar),
                        "the local Maven repository"));
    }

    private URL inside(Path jar) {
        try {
            return URI.create("jar:" + jar.toUri() + "!/" + platform.archive()).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}

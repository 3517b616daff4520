package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Describe the server that is wanted. Equal requests may share a server.
 *
 * @param provider {@code auto} or a {@linkplain DatabaseProvider#name() provider's name}
 * @param majorVersion PostgreSQL's major version, 14 to 18
 * @param image image of a container provider; empty for the provider's default
 * @param directory parent folder of data directories; empty for the provider's choice
 * @param cache folder that keeps binaries between runs
 * @since 0.1
 */
public record ServerRequest(
        String provider, int majorVersion, Optional<String> image, Optional<Path> directory, Path cache) {

    /** The provider's name that means: choose the first that is available. */
    public static final String AUTO = "auto";

    /**
     * Read a request from configuration parameters.
     *
     * @throws DatabaseException if a value is not one of those its parameter allows
     */
    public static ServerRequest from(Configuration configuration) {
        String version = configuration
                .get(ConfigurationParameters.DATABASE_VERSION)
                .orElse(String.valueOf(ConfigurationParameters.DATABASE_VERSION_DEFAULT));
        return new ServerRequest(
                configuration.get(ConfigurationParameters.DATABASE).orElse(AUTO),
                majorVersion(version),
                configuration.get(ConfigurationParameters.DATABASE_IMAGE),
                configuration.get(ConfigurationParameters.DATABASE_DIRECTORY).map(Path::of),
                configuration.get(ConfigurationParameters.CACHE).map(Path::of).orElseGet(ServerRequest::defaultCache));
    }

    /** Return the same request for another major version. */
    public ServerRequest withMajorVersion(int version) {
        return new ServerRequest(provider, version, image, directory, cache);
    }

    private static int majorVersion(String version) {
        if (!version.matches("1[4-8]")) {
            throw new DatabaseException("PostgreSQL " + version + " is not supported. Set "
                    + ConfigurationParameters.DATABASE_VERSION + " (--pg) to 14, 15, 16, 17 or 18.");
        }
        return Integer.parseInt(version);
    }

    private static Path defaultCache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path base = xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return base.resolve("schemaproof");
    }
}

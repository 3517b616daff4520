package io.schemaproof.database;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Describe the server that is wanted. Equal requests may share a server.
 *
 * @param provider {@code auto} or a {@linkplain DatabaseProvider#name() provider's name}
 * @param majorVersion PostgreSQL's major version, 14 to 18
 * @param image image of a container provider; empty for the provider's default
 * @param directory parent folder of data directories; empty for the provider's choice
 * @param cache folder that keeps binaries between runs
 * @param binaries folder with installed programs of the server; empty for the usual places
 * @param address where the server of provider {@value #EXTERNAL} is; empty for every other
 * @param pool all servers of which one is taken, the one of the address first; empty where there is no choice
 * @param reuse whether the server outlives the JVM, and is found again by the next; empty if not
 * @since 0.1
 */
public record ServerRequest(
        String provider,
        int majorVersion,
        Optional<String> image,
        Optional<Path> directory,
        Path cache,
        Optional<Path> binaries,
        Optional<ServerAddress> address,
        List<ServerAddress> pool,
        Optional<Reuse> reuse) {

    public ServerRequest {
        pool = List.copyOf(pool);
    }

    /** The provider's name that means: choose the first that is available. */
    public static final String AUTO = "auto";

    /** The value of {@value ConfigurationParameters#SERVERS} that says there are none, whatever others have set. */
    public static final String NO_POOL = "none";

    /** Name of the provider for a server of somebody else, which a URL of JDBC means. */
    public static final String EXTERNAL = "external";

    /** A request for a server that is started here. */
    public ServerRequest(
            String provider, int majorVersion, Optional<String> image, Optional<Path> directory, Path cache) {
        this(
                provider,
                majorVersion,
                image,
                directory,
                cache,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }

    /**
     * Read a request from configuration parameters.
     *
     * @throws DatabaseException if a value is not one of those its parameter allows
     */
    public static ServerRequest from(Configuration configuration) {
        Optional<Integer> version =
                configuration.get(ConfigurationParameters.DATABASE_VERSION).map(ServerRequest::majorVersion);
        List<ServerAddress> servers = servers(configuration, version);
        String provider = servers.isEmpty()
                ? configuration.get(ConfigurationParameters.DATABASE).orElse(AUTO)
                : EXTERNAL;
        return new ServerRequest(
                provider,
                version.orElse(ConfigurationParameters.DATABASE_VERSION_DEFAULT),
                configuration.get(ConfigurationParameters.DATABASE_IMAGE),
                configuration.get(ConfigurationParameters.DATABASE_DIRECTORY).map(Path::of),
                configuration.get(ConfigurationParameters.CACHE).map(Path::of).orElseGet(ServerRequest::defaultCache),
                configuration.get(ConfigurationParameters.DATABASE_BINARIES).map(Path::of),
                servers.stream().findFirst(),
                servers.size() > 1 ? servers : List.of(),
                Reuse.configuredBy(configuration));
    }

    /** Those of somebody else that are named; none where one is to be started. */
    private static List<ServerAddress> servers(Configuration configuration, Optional<Integer> version) {
        Optional<String> one = configuration.get(ConfigurationParameters.DATABASE);
        Optional<String> several =
                configuration.get(ConfigurationParameters.SERVERS).filter(urls -> !urls.equals(NO_POOL));
        if (several.isPresent() && one.filter(name -> !name.equals(AUTO)).isPresent()) {
            throw new DatabaseException(
                    ConfigurationParameters.SERVERS + " (--servers) and " + ConfigurationParameters.DATABASE
                            + " (--database) both say where the server is. Leave one of them out.");
        }
        return several
                .map(JdbcUrl::several)
                .orElseGet(() ->
                        one.filter(JdbcUrl::isOne).map(JdbcUrl::new).stream().toList())
                .stream()
                .distinct()
                .map(url -> ServerAddress.of(
                        url.text(), configuration, version.map(OptionalInt::of).orElseGet(OptionalInt::empty)))
                .toList();
    }

    /** The same request for a server that others may use at the same time. */
    ServerRequest together() {
        return new ServerRequest(
                provider, majorVersion, image, directory, cache, binaries, address, pool, reuse.map(Reuse::together));
    }

    /** The same request for a server that outlives the JVM, and is used by one at a time. */
    public ServerRequest reusing(Duration idle) {
        return new ServerRequest(
                provider,
                majorVersion,
                image,
                directory,
                cache,
                binaries,
                address,
                pool,
                Optional.of(new Reuse(idle, true)));
    }

    /** Return the same request for a server that is started here by the provider of this name, wherever it was to be found. */
    public ServerRequest by(String name) {
        return new ServerRequest(
                name, majorVersion, image, directory, cache, binaries, Optional.empty(), List.of(), reuse);
    }

    /** Return the same request for another major version. */
    public ServerRequest withMajorVersion(int version) {
        return new ServerRequest(
                provider,
                version,
                image,
                directory,
                cache,
                binaries,
                address.map(there -> there.withVersion(version)),
                pool.stream().map(there -> there.withVersion(version)).toList(),
                reuse);
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

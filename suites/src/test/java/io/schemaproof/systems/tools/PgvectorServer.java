package io.schemaproof.systems.tools;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Find a server on which pgvector is installed: the configured one, or a container of an image that is there already. */
final class PgvectorServer {

    /** Environment variable or system property by which continuous integration insists. */
    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_CONTAINERS";

    private static final List<String> IMAGES = List.of("schemaproof-postgres:17", "pgvector/pgvector:pg17");

    private PgvectorServer() {}

    /**
     * The answer, looked for once.
     *
     * @param request the server; empty if there is none
     * @param reasons why the others would not do
     */
    private record Answer(Optional<ServerRequest> request, List<String> reasons) {

        static final Answer FOUND = search();
    }

    /** Return how to ask for the server; a test that needs one and has none is reported as not run, and never as passed. */
    static ServerRequest require() {
        return Answer.FOUND.request().orElseGet(() -> {
            String reason = "NOT RUN: extension vector is not installed on this server: "
                    + String.join("; ", Answer.FOUND.reasons());
            if (Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED)) {
                fail(reason);
            }
            return abort(reason);
        });
    }

    /** Whether the extension can be created on a server. */
    static boolean isOn(DatabaseServer server) {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT 1 FROM pg_available_extensions WHERE name = 'vector'")) {
            return rows.next();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer search() {
        ServerRequest configured = ServerRequest.from(Configuration.ofSystem());
        List<String> reasons = new ArrayList<>();
        Stream<Supplier<Optional<ServerRequest>>> candidates = Stream.concat(
                Stream.of(() -> installed(configured, reasons)),
                Stream.concat(configured.image().stream(), IMAGES.stream())
                        .distinct()
                        .map(image -> () -> container(configured, image, reasons)));
        Optional<ServerRequest> found =
                candidates.map(Supplier::get).flatMap(Optional::stream).findFirst();
        return new Answer(found, List.copyOf(reasons));
    }

    private static Optional<ServerRequest> container(ServerRequest configured, String image, List<String> reasons) {
        ServerRequest request = new ServerRequest(
                "testcontainers", configured.majorVersion(), Optional.of(image), Optional.empty(), configured.cache());
        DatabaseProvider.Availability availability = ServiceLoader.load(DatabaseProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(request.provider()))
                .findFirst()
                .map(provider -> provider.availability(request))
                .orElse(DatabaseProvider.Availability.no("there is no provider " + request.provider()));
        if (!availability.available()) {
            reasons.add(availability.reason());
            return Optional.empty();
        }
        return installed(request, reasons);
    }

    private static Optional<ServerRequest> installed(ServerRequest request, List<String> reasons) {
        DatabaseServer server = Databases.shared(request);
        if (isOn(server)) {
            return Optional.of(request);
        }
        reasons.add("PostgreSQL " + server.version() + " by " + server.provider()
                + request.image().map(image -> ", image " + image).orElse("") + " does not have it");
        return Optional.empty();
    }
}

package io.schemaproof.servers;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Find a server that has an extension: the configured one, or one in a container of an image that is there already. */
public final class ExtensionServer {

    /** Environment variable or system property by which continuous integration insists. */
    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_CONTAINERS";

    private static final List<String> IMAGES = List.of("schemaproof-postgres:17", "pgvector/pgvector:pg17");

    private static final Map<String, Answer> ANSWERS = new ConcurrentHashMap<>();

    private ExtensionServer() {}

    /**
     * The answer for one extension, looked for once.
     *
     * @param request the server; empty if there is none
     * @param reasons why the others would not do
     */
    private record Answer(Optional<ServerRequest> request, List<String> reasons) {}

    /** Return how to ask for the server; a test that needs one and has none is reported as not run, and never as passed. */
    public static ServerRequest require(String extension) {
        Answer answer = ANSWERS.computeIfAbsent(extension, ExtensionServer::search);
        return answer.request().orElseGet(() -> {
            String reason = "NOT RUN: extension " + extension + " is not installed on this server: "
                    + String.join("; ", answer.reasons());
            if (Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED)) {
                fail(reason);
            }
            return abort(reason);
        });
    }

    /** Whether an extension can be created on a server. */
    public static boolean isOn(DatabaseServer server, String extension) {
        try (Connection connection = server.connection("postgres").connect();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT 1 FROM pg_available_extensions WHERE name = ?")) {
            statement.setString(1, extension);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer search(String extension) {
        ServerRequest configured = ServerRequest.from(Configuration.ofSystem());
        List<String> reasons = new ArrayList<>();
        Stream<Supplier<Optional<ServerRequest>>> candidates = Stream.concat(
                Stream.of(() -> installed(extension, configured, reasons)),
                Stream.concat(configured.image().stream(), IMAGES.stream())
                        .distinct()
                        .map(image -> () -> container(extension, configured, image, reasons)));
        Optional<ServerRequest> found =
                candidates.map(Supplier::get).flatMap(Optional::stream).findFirst();
        return new Answer(found, List.copyOf(reasons));
    }

    private static Optional<ServerRequest> container(
            String extension, ServerRequest configured, String image, List<String> reasons) {
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
        return installed(extension, request, reasons);
    }

    private static Optional<ServerRequest> installed(String extension, ServerRequest request, List<String> reasons) {
        DatabaseServer server = Databases.shared(request);
        if (isOn(server, extension)) {
            return Optional.of(request);
        }
        reasons.add("PostgreSQL " + server.version() + " by " + server.provider()
                + request.image().map(image -> ", image " + image).orElse("") + " does not have it");
        return Optional.empty();
    }
}

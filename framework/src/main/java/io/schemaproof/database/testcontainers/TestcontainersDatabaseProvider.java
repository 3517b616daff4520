package io.schemaproof.database.testcontainers;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;

/**
 * Run PostgreSQL in a container by Testcontainers. Chosen by itself only where that needs no download: the jar is there, a
 * Docker engine answers and has the image.
 *
 * @since 0.1
 */
public final class TestcontainersDatabaseProvider implements DatabaseProvider {

    static final String NAME = "testcontainers";

    private static final String COORDINATES = "org.testcontainers:testcontainers-postgresql";
    private static final String NEEDED_CLASS = "org.testcontainers.postgresql.PostgreSQLContainer";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Availability availability(ServerRequest request) {
        if (!jarIsThere()) {
            return Availability.no(COORDINATES + " is not on the class path");
        }
        String image = image(request);
        DockerProbe.Answer answer = DockerProbe.ofSystem().image(image);
        if (!answer.engineAnswers()) {
            return Availability.no(answer.reason());
        }
        if (!answer.imageIsPresent()) {
            return Availability.no("the Docker engine at " + answer.host() + " does not have image " + image);
        }
        if (Ryuk.wouldBeFetched()) {
            return Availability.no(Ryuk.ADVICE);
        }
        return Availability.yes("the Docker engine at " + answer.host() + " has image " + image);
    }

    @Override
    public DatabaseServer start(ServerRequest request) {
        if (!jarIsThere()) {
            throw new DatabaseException("The provider " + NAME + " needs " + COORDINATES
                    + " (2.0 or newer) on the test class path. Add it, or set schemaproof.database=embedded.");
        }
        String image = image(request);
        DockerProbe.Answer answer = DockerProbe.ofSystem().image(image);
        if (!answer.engineAnswers() && !answer.cannotTell()) {
            throw new DatabaseException("No container can be started: " + answer.reason()
                    + ". Start Docker, or set schemaproof.database=embedded.");
        }
        return ContainerLaunch.launch(image, !answer.imageIsPresent());
    }

    static String image(ServerRequest request) {
        return request.image().orElse("postgres:" + request.majorVersion());
    }

    private static boolean jarIsThere() {
        try {
            Class.forName(NEEDED_CLASS, false, TestcontainersDatabaseProvider.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

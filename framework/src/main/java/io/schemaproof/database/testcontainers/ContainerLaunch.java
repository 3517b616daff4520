package io.schemaproof.database.testcontainers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.model.Container;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.LogTail;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerTuning;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Start one container and wait until its server answers; the only class that needs Testcontainers to be there. */
final class ContainerLaunch {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerLaunch.class);

    /** Tells whose container it is, so that a later run can remove what a killed one left. */
    static final String OWNER_LABEL = "io.schemaproof.owner";

    private static final String DATA = "/schemaproof";
    private static final long PULL_MINUTES = 15;
    private static final long MAX_WAL_MEGABYTES = 1024;

    private ContainerLaunch() {}

    static DatabaseServer launch(String image, boolean pull) {
        if (Ryuk.wouldBeFetched()) {
            LOG.warn("This may take long: {}", Ryuk.ADVICE);
        }
        DockerClient docker = client();
        sweep(docker);
        if (pull) {
            pull(docker, image);
        }
        PostgreSQLContainer container = container(image);
        try {
            container.start();
            return ContainerServer.of(container);
        } catch (SQLException | RuntimeException e) {
            String log = ContainerServer.logOf(container);
            container.stop();
            throw new DatabaseException(
                    "PostgreSQL in a container of image " + image + " did not start: " + reason(e) + " "
                            + LogTail.of(log),
                    e);
        }
    }

    private static DockerClient client() {
        try {
            return DockerClientFactory.instance().client();
        } catch (RuntimeException e) {
            throw new DatabaseException(
                    "Testcontainers cannot use the Docker engine: " + reason(e)
                            + " If it cannot fetch its image testcontainers/ryuk, set the environment variable"
                            + " TESTCONTAINERS_RYUK_DISABLED=true; if it cannot reach its containers,"
                            + " TESTCONTAINERS_HOST_OVERRIDE=localhost.",
                    e);
        }
    }

    /** Not left to Testcontainers, which tries for two minutes what the engine refuses at once. */
    private static void pull(DockerClient docker, String image) {
        LOG.info("Pulling image {}", image);
        DockerImageName name = DockerImageName.parse(image);
        try {
            boolean complete = docker.pullImageCmd(name.getUnversionedPart())
                    .withTag(name.getVersionPart())
                    .exec(new PullImageResultCallback())
                    .awaitCompletion(PULL_MINUTES, TimeUnit.MINUTES);
            if (!complete) {
                throw new DatabaseException("Pulling image " + image + " took longer than " + PULL_MINUTES
                        + " minutes. Pull it beforehand.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException("Pulling image " + image + " was interrupted.", e);
        } catch (DatabaseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new DatabaseException(
                    "The Docker engine does not have image " + image + " and cannot pull it: " + reason(e)
                            + " Set schemaproof.database.image to an image it has, or schemaproof.database=embedded.",
                    e);
        }
    }

    private static PostgreSQLContainer container(String image) {
        List<String> command = new ArrayList<>(List.of("postgres"));
        for (Map.Entry<String, String> setting :
                ServerTuning.settings(MAX_WAL_MEGABYTES).entrySet()) {
            command.add("-c");
            command.add(setting.getKey() + "=" + setting.getValue());
        }
        PostgreSQLContainer container =
                new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
        container
                .withUsername("postgres")
                .withPassword(UUID.randomUUID().toString())
                .withDatabaseName("postgres")
                // A path of ours, because 18's image moved its own and refuses a mount at the old one.
                .withEnv("PGDATA", DATA + "/data")
                .withEnv("POSTGRES_INITDB_ARGS", "--no-sync --encoding=UTF8")
                .withTmpFs(Map.of(DATA, "rw"))
                .withLabel(OWNER_LABEL, OwnerProcess.current().text())
                .withImagePullPolicy(name -> false)
                .withCommand(command.toArray(String[]::new));
        return container;
    }

    /** Remove the containers of JVMs that were killed. */
    static void sweep(DockerClient docker) {
        for (Container container : docker.listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(List.of(OWNER_LABEL))
                .exec()) {
            String owner = container.getLabels().getOrDefault(OWNER_LABEL, "");
            if (OwnerProcess.parse(owner).map(OwnerProcess::isGone).orElse(false)) {
                try {
                    docker.removeContainerCmd(container.getId())
                            .withForce(true)
                            .withRemoveVolumes(true)
                            .exec();
                    LOG.info("Removed container {}, left by a run that was killed", container.getId());
                } catch (RuntimeException e) {
                    LOG.debug("Container {} stays: {}", container.getId(), e.getMessage());
                }
            }
        }
    }

    /** The innermost message: Testcontainers wraps the engine's words three times. */
    private static String reason(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && !showsContainer(root.getCause())) {
            root = root.getCause();
        }
        String message = String.valueOf(root.getMessage()).strip();
        return message.endsWith(".") ? message : message + ".";
    }

    /** Everything that is known of the container, its password too. */
    private static boolean showsContainer(Throwable e) {
        return String.valueOf(e.getMessage()).contains("InspectContainerResponse(");
    }
}

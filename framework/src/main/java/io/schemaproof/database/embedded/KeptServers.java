package io.schemaproof.database.embedded;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.KeptServer;
import io.schemaproof.database.KeptState;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.Reuse;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.ServerTuning;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Servers that outlive JVMs: whoever asks for one gets one that is there, if it is of the same programs and settings, and as it
 * was in the beginning; else a new one. Who comes and goes is alone meanwhile.
 */
final class KeptServers {

    private static final Logger LOG = LoggerFactory.getLogger(KeptServers.class);

    /** Changes whenever servers of before are none that can be used now. */
    private static final String FORM = "1";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Programs programs;
    private final PrivilegeDrop drop;
    private final DataRoot root;
    private final Reuse reuse;
    private final Path lock;
    private final String key;

    KeptServers(Programs programs, PrivilegeDrop drop, DataRoot root, Path cache, Reuse reuse) {
        this.programs = programs;
        this.drop = drop;
        this.root = root;
        this.reuse = reuse;
        this.key = key(programs) + "-";
        this.lock = cache.resolve("kept").resolve(key + "lock");
    }

    private static String key(Programs programs) {
        CRC32C hash = new CRC32C();
        Path program = programs.program("postgres");
        String size;
        try {
            // Programs of one version may be built anew.
            size = Files.size(program) + " " + Files.getLastModifiedTime(program);
        } catch (IOException e) {
            throw new DatabaseException("PostgreSQL's program " + program + " cannot be read: " + e, e);
        }
        String all = FORM + ServerTuning.settings(0) + programs + size + System.getProperty("user.name");
        hash.update(all.getBytes(StandardCharsets.UTF_8));
        // Where processes of the one that has started it cannot be seen, nobody can tell who uses it.
        String machine = OwnerProcess.current().machine();
        return programs.version() + "-" + Long.toHexString(hash.getValue()) + "-" + machine;
    }

    /** Take one that is there, or launch one. */
    DatabaseServer take(EmbeddedLaunch launch) {
        return FolderLock.holding(lock, () -> {
            Set<String> owners = owners(drop);
            for (KeptFolder folder : KeptFolder.find(root.folder(), key, owners)) {
                Optional<DatabaseServer> found = take(folder);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return launch(launch);
        });
    }

    /**
     * Look at one that is there, as who comes does, and leave it as it is. Nobody comes or goes meanwhile, and where somebody wants to be alone, nobody looks.
     */
    void rehearse() {
        if (Files.exists(lock)) {
            FolderLock.holding(lock, () -> {
                for (KeptFolder folder : KeptFolder.find(root.folder(), key, owners(drop))) {
                    Optional<KeptFacts> facts = folder.facts(owner());
                    if (facts.isPresent()
                            && folder.isOpen()
                            && folder.users().stream().noneMatch(KeptFolder.User::alone)) {
                        KeptEmbeddedServer server = new KeptEmbeddedServer(programs, folder, facts.get(), lock, lock);
                        KeptState.session(server, "Rehearsing", connection -> {
                            KeptState.rehearse(connection);
                            return server;
                        });
                        break;
                    }
                }
                return lock;
            });
        }
    }

    /** Empty if others use it in a way that leaves no room, or it is good for nobody. */
    private Optional<DatabaseServer> take(KeptFolder folder) throws IOException {
        List<KeptFolder.User> users = folder.users();
        Optional<KeptFacts> facts = folder.facts(owner());
        if (facts.isEmpty() || !folder.isOpen() || folder.watcher().isEmpty()) {
            if (users.isEmpty()) {
                LOG.info("Removing {}, whose server has ended", folder.server().path());
                folder.discard();
            }
            return Optional.empty();
        }
        if (users.stream().anyMatch(user -> reuse.alone() || user.alone())) {
            return Optional.empty();
        }
        Path user = folder.enter(reuse.alone());
        boolean taken = false;
        try {
            if (folder.isOpen()) {
                KeptEmbeddedServer server = new KeptEmbeddedServer(programs, folder, facts.get(), user, lock);
                taken = isGood(server, folder);
                if (taken) {
                    LOG.info("Found {}, which an earlier run has kept", facts.get());
                    return Optional.of(server);
                }
            }
        } catch (DatabaseException e) {
            LOG.debug("{} Another server is taken.", e.getMessage());
        } finally {
            if (!taken) {
                KeptFolder.leave(user);
            }
        }
        if (users.isEmpty()) {
            folder.discard();
        }
        return Optional.empty();
    }

    /** No session stays on one that is not. */
    private static boolean isGood(KeptEmbeddedServer server, KeptFolder folder) {
        boolean good = false;
        try {
            good = server.sweep(folder.users());
            return good;
        } finally {
            if (!good) {
                KeptState.forget(server);
            }
        }
    }

    private DatabaseServer launch(EmbeddedLaunch launch) throws IOException {
        List<Path> users = new ArrayList<>();
        Launched launched = launch.launch(this::folder, (folder, command) -> {
            KeptFolder kept = new KeptFolder(folder);
            // Before it starts, so that it does not count as unused while it does.
            users.add(kept.enter(reuse.alone()));
            return KeptRunning.start(kept, command, reuse.idle());
        });
        KeptFolder folder = new KeptFolder(launched.folder());
        boolean kept = false;
        try {
            folder.open();
            KeptFacts facts = new KeptFacts(
                    launched.version(),
                    launched.settings().port(),
                    launched.settings().password(),
                    "");
            Path user = users.get(users.size() - 1);
            KeptEmbeddedServer unread = new KeptEmbeddedServer(programs, folder, facts, user, lock);
            KeptState.Look look =
                    KeptState.session(unread, "Looking at a new one", connection -> KeptState.look(unread, connection));
            KeptFacts whole = new KeptFacts(facts.version(), facts.port(), facts.password(), look.digest());
            KeptState.forget(unread);
            whole.write(launched.folder().path());
            LOG.info(
                    "Keeping {} for later runs, {} s after the last; './schemaproof stop' ends it",
                    whole,
                    reuse.idle().toSeconds());
            KeptEmbeddedServer server = new KeptEmbeddedServer(programs, folder, whole, user, lock);
            kept = server.begin(look);
            return server;
        } finally {
            if (!kept) {
                folder.discard();
            }
        }
    }

    private ServerFolder folder() {
        try {
            return ServerFolder.createKept(root.folder(), KeptFolder.PREFIX + key);
        } catch (IOException e) {
            throw new DatabaseException(
                    "No folder for data can be made in " + root.folder() + ": " + e
                            + ". Set schemaproof.database.directory to another one.",
                    e);
        }
    }

    /** All that this user has kept, of whatever version. */
    static List<KeptServer> all(ServerRequest request) {
        Set<Path> roots = new LinkedHashSet<>(
                request.directory().isPresent()
                        ? List.of(request.directory().get().toAbsolutePath())
                        : List.of(
                                Path.of("/dev/shm"),
                                Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath()));
        List<KeptServer> servers = new ArrayList<>();
        Set<String> owners = owners(PrivilegeDrop.current());
        for (Path root : roots) {
            KeptFolder.find(root, "", owners).forEach(folder -> servers.add(new Found(folder)));
        }
        return servers;
    }

    private static Set<String> owners(PrivilegeDrop drop) {
        Set<String> owners = new HashSet<>(Set.of(owner()));
        drop.user().ifPresent(owners::add);
        return owners;
    }

    /** Asked for once, by a file. */
    private static final class Owner {
        static final String NAME = find();

        private static String find() {
            try {
                Path file = Files.createTempFile("schemaproof-owner-", "");
                try {
                    return Files.getOwner(file).getName();
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new DatabaseException("No temporary file can be made: " + e, e);
            }
        }
    }

    /** Who we are, as files say it. */
    private static String owner() {
        return Owner.NAME;
    }

    /** One for people. */
    private record Found(KeptFolder folder) implements KeptServer {

        @Override
        public String describe() {
            return folder.facts(owner()).map(KeptFacts::toString).orElse("a server that has not started")
                    + folder.server()
                            .server()
                            .map(process -> ", process " + process.pid())
                            .orElse("");
        }

        @Override
        public boolean isInUse() {
            return !folder.users().isEmpty();
        }

        @Override
        public void stop() {
            Optional<ProcessHandle> watcher = folder.watcher();
            folder.discard();
            try {
                if (watcher.isPresent()) {
                    watcher.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                throw new DatabaseException(
                        describe() + " is stopped, and the process that watches it does not end: " + watcher, e);
            }
        }
    }
}

package io.schemaproof.database.embedded;

import io.schemaproof.database.AbstractDatabaseServer;
import io.schemaproof.database.ClientPrograms;
import io.schemaproof.database.ConnectionSettings;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.InstalledClientPrograms;
import io.schemaproof.database.KeptState;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerChangedException;
import io.schemaproof.database.SharedServer;
import io.schemaproof.database.Tenancy;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server that outlives this JVM. Closing it means that this JVM does not use it any more. */
final class KeptEmbeddedServer extends AbstractDatabaseServer implements SharedServer {

    private static final Logger LOG = LoggerFactory.getLogger(KeptEmbeddedServer.class);
    /** As many as a project has, and some of before its last changes. */
    private static final int TEMPLATES = 12;

    private static final int KEPT_LOG = 1 << 16;

    private final Programs programs;
    private final KeptFolder folder;
    private final Path user;
    private final Path lock;
    private final String clean;
    private @Nullable String shared;

    /** When this JVM came. */
    private @Nullable String atFirst;

    /**
     * Use one.
     *
     * @param user where it stands that this JVM does
     * @param lock for whoever comes and goes
     */
    KeptEmbeddedServer(Programs programs, KeptFolder folder, KeptFacts facts, Path user, Path lock) {
        super(
                programs.provider(),
                facts.version(),
                new ConnectionSettings(EmbeddedLaunch.HOST, facts.port(), "postgres", "postgres", facts.password()));
        this.programs = programs;
        this.folder = folder;
        this.user = user;
        this.lock = lock;
        this.clean = facts.clean();
    }

    KeptFolder folder() {
        return folder;
    }

    /**
     * Make sure that nobody who is gone has left anything.
     *
     * @return false if somebody has, so that the server serves nobody any more who comes to it
     */
    boolean sweep(List<KeptFolder.User> users) {
        return KeptState.keptSession(this, "Coming to it", connection -> {
            int dropped = KeptState.dropAllBut(
                    connection, users.stream().map(KeptFolder.User::databases).toList());
            if (dropped > 0) {
                LOG.info("Removed {} databases on a kept server, left by a run that was killed", dropped);
            }
            return begin(KeptState.look(this, connection));
        });
    }

    /** Remember what all databases share now. Returns whether that is as it was in the beginning. */
    boolean begin(KeptState.Look look) {
        shared = look.shared();
        atFirst = shared;
        return isClean(look.digest());
    }

    private boolean isClean(String now) {
        if (now.equals(clean)) {
            return true;
        }
        LOG.info(
                "The kept server ends, or is left to those who are on it: outside the databases of its runs something is other"
                        + " than in the beginning ({})",
                KeptState.difference(clean, now));
        return false;
    }

    @Override
    public Tenancy tenancy() {
        return Tenancy.KEPT_SERVER;
    }

    @Override
    public synchronized <T> T withoutNeighbours(Work<T> work) {
        return KeptState.locked(this, connection -> {
            if (shared != null && !KeptState.shared(connection).equals(shared)) {
                throw new ServerChangedException(
                        "Somebody has changed what all databases of the kept server share, such as"
                                + " roles: another JVM, or a test. The template has to be made on another server.");
            }
            try {
                return work.with(connection);
            } finally {
                shared = KeptState.shared(connection);
            }
        });
    }

    @Override
    public boolean isAsInTheBeginning() {
        return isClean(KeptState.session(this, "Looking at it", connection -> KeptState.look(this, connection))
                .digest());
    }

    @Override
    public synchronized boolean sharesWhatItDid() {
        return shared != null && shared.equals(atFirst);
    }

    @Override
    public void isUsed(String template) {
        folder.touch(template);
    }

    @Override
    protected boolean isAlive() {
        return folder.isOpen();
    }

    @Override
    protected String currentLog() {
        return folder.server().log();
    }

    @Override
    protected String keptLog() {
        String log = currentLog();
        return log.substring(Math.max(0, log.length() - KEPT_LOG));
    }

    /** The last who goes makes sure that the next finds the server as it was in the beginning; else it ends here. */
    @Override
    protected void stop() {
        FolderLock.holding(lock, () -> {
            boolean last = false;
            boolean stays = false;
            try {
                List<KeptFolder.User> users = folder.users();
                last = users.size() <= 1;
                if (folder.isOpen()) {
                    stays = leaves(users, last);
                }
            } catch (DatabaseException e) {
                LOG.warn("{} The kept server is stopped.", e.getMessage());
            } finally {
                KeptState.forget(this);
                KeptFolder.leave(user);
            }
            if (!stays && (last || !folder.isOpen())) {
                folder.discard();
            }
            return user;
        });
    }

    /** Returns whether the server stays. */
    private boolean leaves(List<KeptFolder.User> users, boolean last) {
        return KeptState.session(this, "Leaving it", connection -> {
            if (isLastOfThisJvm(users)) {
                KeptState.drop(connection, KeptState.prefix());
            }
            boolean stays = !last || isClean(KeptState.look(this, connection).digest());
            if (last && stays) {
                KeptState.dropTemplatesBut(connection, folder.newest(TEMPLATES));
            }
            return stays;
        });
    }

    private static boolean isLastOfThisJvm(List<KeptFolder.User> users) {
        OwnerProcess here = OwnerProcess.current();
        return users.stream().filter(other -> other.process().equals(here)).count() <= 1;
    }

    @Override
    public Optional<ClientPrograms> clientPrograms() {
        return InstalledClientPrograms.in(List.of(programs.folder())).stream().findFirst();
    }
}

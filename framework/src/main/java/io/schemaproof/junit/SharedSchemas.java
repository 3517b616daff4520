package io.schemaproof.junit;

import io.schemaproof.backup.BackupException;
import io.schemaproof.data.RowSource;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerChangedException;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the tests of a run share: folders that were read, and templates to which the migrations were applied. A failure is
 * remembered too, so that a broken migration is run once and told once per class.
 */
final class SharedSchemas implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SharedSchemas.class);
    private static final int SERVERS_TO_TRY = 5;

    private final Map<Path, FileSystem> jars = new ConcurrentHashMap<>();
    private final Map<Object, Outcome<?>> outcomes = new ConcurrentHashMap<>();
    private final Map<ServerRequest, DatabaseException> noServer = new ConcurrentHashMap<>();
    private final Map<DatabaseServer, OpenSessions> sessions = new ConcurrentHashMap<>();
    private final Map<ServerRequest, Thread> looking = new ConcurrentHashMap<>();
    private final Set<Class<?>> told = ConcurrentHashMap.newKeySet();

    @SuppressWarnings("deprecation") // JUnit 6 has computeIfAbsent instead, which 5 lacks.
    static SharedSchemas of(ExtensionContext context) {
        return Objects.requireNonNull(context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedSchemas.class))
                .getOrComputeIfAbsent(SharedSchemas.class, key -> new SharedSchemas(), SharedSchemas.class));
    }

    /** @throws MigrationException if the folder is not there or cannot be read */
    MigrationFolder folder(SchemaSettings settings) {
        String location = settings.migrations()
                .orElseThrow(() -> new MigrationException("Which migrations? Name their folder with"
                        + " @SchemaTest(migrations = \"…\") or the parameter schemaproof.migrations."));
        return outcome(
                new FolderKey(location, settings.format()),
                key -> MigrationReader.read(Location.find(key.location, this::jar), key.format));
    }

    /** @throws DatabaseException if no server can be had */
    DatabaseServer server(SchemaSettings settings) {
        DatabaseException failed = noServer.get(settings.server());
        if (failed != null) {
            throw failed;
        }
        try {
            // Asked for each time: if the server dies, the next test gets a new one.
            return Databases.shared(settings.server());
        } catch (DatabaseException e) {
            noServer.put(settings.server(), e);
            throw e;
        }
    }

    /** A server that is kept is looked for, or started, while the migrations are read: neither needs the other. */
    private void findAhead(SchemaSettings settings) {
        Rehearsal.overtake();
        if (settings.server().reuse().isPresent()) {
            looking.computeIfAbsent(settings.server(), request -> {
                Thread thread = new Thread(() -> tryServer(settings), "schemaproof-server");
                thread.setDaemon(true);
                thread.start();
                return thread;
            });
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tryServer(SchemaSettings settings) {
        try {
            server(settings);
        } catch (RuntimeException e) {
            LOG.debug("Who asks for the server is told: {}", e.toString());
        }
    }

    /**
     * Return the template with the migrations applied.
     *
     * @param testClass whose first test is told of a failure in full
     * @throws MigrationException if the migrations or their seed cannot be read or applied, told in full
     * @throws BackupException if the dump to begin with cannot be restored, told in full
     * @throws DatabaseException if no server can be had
     * @throws TestAbortedException for the tests after the first
     */
    DatabaseTemplate template(SchemaSettings settings, Class<?> testClass) {
        try {
            findAhead(settings);
            MigrationFolder folder = folder(settings);
            Optional<Script> before = settings.before().map(this::script);
            Optional<Path> start = settings.start().map(this::located);
            Optional<Path> seed = settings.seed().map(this::located);
            TemplateSource source = new TemplateSource(folder, before, start, seed);
            return template(settings, source);
        } catch (MigrationException | DatabaseException | BackupException e) {
            if (told.add(testClass)) {
                throw e;
            }
            throw new TestAbortedException("Not run, because the database cannot be prepared; the first test of "
                    + testClass.getSimpleName() + " says why.");
        }
    }

    /** Where other JVMs have changed what all databases of a kept server share, the template is made on another one. */
    private DatabaseTemplate template(SchemaSettings settings, TemplateSource source) {
        for (int attempt = 1; ; attempt++) {
            DatabaseServer server = server(settings);
            try {
                return outcome(
                        new TemplateKey(
                                server,
                                source.folder().root(),
                                source.folder().convention(),
                                settings.before(),
                                settings.start(),
                                settings.seed()),
                        key -> MigratedTemplate.of(server, source));
            } catch (ServerChangedException e) {
                Databases.leave(settings.server(), server);
                if (attempt == SERVERS_TO_TRY) {
                    throw e;
                }
            }
        }
    }

    /**
     * Return what the settings name, read and not applied.
     *
     * @throws MigrationException if something of it is not there or cannot be read
     * @throws BackupException if the dump to begin with is not there, or is none
     */
    MigrationSetup setup(SchemaSettings settings) {
        MigrationFolder folder = folder(settings);
        TemplateSource source = new TemplateSource(
                folder,
                settings.before().map(this::script),
                settings.start().map(this::located),
                settings.seed().map(this::located));
        return new MigrationSetup(
                folder,
                settings.server(),
                settings.configuration(),
                source.before(),
                source.startingPoint(),
                source.rows().map(RowSource.class::cast));
    }

    OpenSessions sessions(DatabaseServer server) {
        return sessions.computeIfAbsent(server, OpenSessions::new);
    }

    private Script script(String location) {
        return outcome("before " + location, key -> MigrationReader.script(Location.find(location, this::jar)));
    }

    private Path located(String location) {
        return outcome("located " + location, key -> Location.find(location, this::jar));
    }

    private <K, V> V outcome(K key, Function<K, V> work) {
        @SuppressWarnings("unchecked") // a key's type tells its value's type
        Outcome<V> outcome = (Outcome<V>) outcomes.computeIfAbsent(key, unused -> new Outcome<V>());
        return outcome.get(() -> work.apply(key));
    }

    private FileSystem jar(Path jar) throws IOException {
        synchronized (jars) {
            FileSystem open = jars.get(jar);
            if (open == null) {
                open = Location.OpenJars.newFileSystem(jar);
                jars.put(jar, open);
            }
            return open;
        }
    }

    /** Called by JUnit at the end of the run. */
    @Override
    public void close() throws IOException {
        // A server that starts while the JVM ends would be left half started.
        looking.values().forEach(SharedSchemas::await);
        sessions.values().forEach(OpenSessions::close);
        for (FileSystem jar : jars.values()) {
            jar.close();
        }
    }

    private record FolderKey(String location, String format) {}

    private record TemplateKey(
            DatabaseServer server,
            Path root,
            String convention,
            Optional<String> before,
            Optional<String> start,
            Optional<String> seed) {}
}

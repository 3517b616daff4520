package io.schemaproof.database;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A database that is prepared once per server and then cloned for whoever needs one like it.
 *
 * @since 0.1
 */
public final class DatabaseTemplate {

    private static final ConcurrentHashMap<Key, CompletableFuture<DatabaseTemplate>> TEMPLATES =
            new ConcurrentHashMap<>();

    private final DatabaseServer server;
    private final String name;
    private final ReadyClone clones;
    private final Optional<String> lastMigration;

    private DatabaseTemplate(DatabaseServer server, String name, ReadyClone clones, Optional<String> lastMigration) {
        this.server = server;
        this.name = name;
        this.clones = clones;
        this.lastMigration = lastMigration;
    }

    /** Fill an empty database with what every clone shall hold. */
    @FunctionalInterface
    public interface Preparer {

        /**
         * Prepare the database and close every connection to it.
         *
         * @throws Exception if it cannot be prepared; nothing is left of it then
         */
        void prepare(TestDatabase database) throws Exception;
    }

    /**
     * Return the template with this key, preparing it if nobody has. Whoever asks for the same key meanwhile waits for the
     * one preparer, and gets its failure if it fails; the next to ask tries again.
     *
     * @param key what the contents are made of, best as a hash of all of it; equal keys share a template
     * @throws DatabaseException if the preparer throws a checked exception or leaves a connection open
     * @throws RuntimeException what the preparer throws
     */
    public static DatabaseTemplate of(DatabaseServer server, String key, Preparer preparer) {
        return of(server, key, Optional.empty(), preparer);
    }

    /**
     * The same, and on a server that outlives the JVM a template is found that an earlier one has made.
     *
     * @param lasting what the contents depend on; empty if nobody knows all of that
     */
    public static DatabaseTemplate of(
            DatabaseServer server, String key, Optional<LastingContents> lasting, Preparer preparer) {
        Key mapKey = new Key(server, key);
        CompletableFuture<DatabaseTemplate> mine = new CompletableFuture<>();
        CompletableFuture<DatabaseTemplate> found = TEMPLATES.putIfAbsent(mapKey, mine);
        if (found != null) {
            return await(found);
        }
        try {
            String name = TemplateBuilder.build(server, key, lasting, preparer);
            DatabaseTemplate template =
                    new DatabaseTemplate(server, name, new ReadyClone(server, name), Optional.empty());
            mine.complete(template);
            return template;
        } catch (RuntimeException | Error e) {
            TEMPLATES.remove(mapKey, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    /** The same template, whose clones say that this was the last migration applied to it. */
    public DatabaseTemplate after(String migration) {
        return new DatabaseTemplate(server, name, clones, Optional.of(migration));
    }

    /**
     * Clone the template. The caller closes the clone.
     *
     * <p>From the second on the next one is made while the caller uses this one, unless the server is somebody else's.
     */
    public TestDatabase newDatabase() {
        return TestDatabase.named(server, clones.take(), lastMigration);
    }

    /** The template's name on the server. */
    public String name() {
        return name;
    }

    public DatabaseServer server() {
        return server;
    }

    private static DatabaseTemplate await(CompletableFuture<DatabaseTemplate> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new DatabaseException("The template's preparer failed in another thread.", e.getCause());
        }
    }

    private record Key(DatabaseServer server, String key) {}
}

package io.schemaproof.database;

/**
 * How much of a server is ours.
 *
 * @param wholeServer whether nobody else works on it, and what is done to it goes when it stops
 * @param superuser whether we may do everything on it
 * @param guarded whether scripts may change nothing there but their database
 * @param maintenance the database from which others are made and dropped
 * @param kept whether it outlives the JVM, so that others come to it later, or are on it already
 * @param prefix what the names of the databases begin with that we make, and nothing else may be dropped
 * @since 0.1
 */
public record Tenancy(
        boolean wholeServer, boolean superuser, boolean guarded, boolean kept, String maintenance, String prefix) {

    /** A server that we have started ourselves. */
    public static final Tenancy WHOLE_SERVER =
            new Tenancy(true, true, false, false, "postgres", DatabaseNames.OF_THIS_JVM);

    /** The same of one that outlives the JVM. */
    public static final Tenancy KEPT_SERVER =
            new Tenancy(true, true, false, true, "postgres", DatabaseNames.OF_THIS_JVM);

    private static final int LONGEST_NAME = 63;

    /** A server of somebody else, on which only databases with a prefix are ours. */
    public static Tenancy of(String maintenance, String prefix, boolean superuser, boolean guarded) {
        return new Tenancy(false, superuser, guarded, false, maintenance, prefix);
    }

    /** Whether nothing that scripts do there outlives their databases, or the server. */
    public boolean beginsAnew() {
        return wholeServer || guarded;
    }

    /** Whether a database is ours by its name. */
    boolean owns(String database) {
        return wholeServer || database.startsWith(prefix);
    }

    /** The database of which an empty one is a copy. Another's template1 may hold anything, and somebody may be connected to it. */
    String empty() {
        return wholeServer ? "template1" : "template0";
    }

    /** A name that no database has had. */
    String next() {
        return prefix + DatabaseNames.nextNumber();
    }

    /** The name of a template, which nobody but this JVM finds: what made it may be another for the next. */
    String template(String hash) {
        String name = (wholeServer && !kept ? DatabaseNames.PREFIX : prefix) + "template_" + hash;
        return name.substring(0, Math.min(name.length(), LONGEST_NAME));
    }

    /** The names of the databases that are dropped when their server is given back. */
    String disposable() {
        return wholeServer ? DatabaseNames.OURS.pattern() : prefix + "[1-9][0-9]*";
    }
}

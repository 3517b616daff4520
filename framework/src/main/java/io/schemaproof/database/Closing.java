package io.schemaproof.database;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;

/**
 * Close many things, each whatever has happened to the others.
 *
 * @since 0.1
 */
public final class Closing {

    private Closing() {}

    /** Close them in their order; return the first failure, with those after it suppressed in it. */
    public static Optional<SQLException> all(Collection<? extends AutoCloseable> things) {
        SQLException first = null;
        for (AutoCloseable thing : things) {
            try {
                thing.close();
            } catch (Exception e) {
                SQLException failure = e instanceof SQLException of ? of : new SQLException(e);
                if (first == null) {
                    first = failure;
                } else {
                    first.addSuppressed(failure);
                }
            }
        }
        return Optional.ofNullable(first);
    }

    /** Close them and throw the first failure. */
    public static void orThrow(Collection<? extends AutoCloseable> things) throws SQLException {
        Optional<SQLException> failure = all(things);
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}

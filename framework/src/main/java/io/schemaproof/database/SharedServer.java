package io.schemaproof.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A server on which other JVMs work, too.
 *
 * @since 0.1
 */
public interface SharedServer {

    /** Work that may change what all databases of the server share. */
    @FunctionalInterface
    interface Work<T> {
        /**
         * Work, and ask with a session to the database for maintenance.
         *
         * @throws SQLException if that fails
         */
        T with(Connection connection) throws SQLException;
    }

    /**
     * Run such work while no other JVM does.
     *
     * @throws ServerChangedException if another has done so since this JVM came, before anything is run
     */
    <T> T withoutNeighbours(Work<T> work);

    /** Whether what all databases share is as it was in the beginning, so that what is made now rests on nothing else. */
    boolean isAsInTheBeginning();

    /** Whether what all databases share is as it was when this JVM came, as known since {@link #withoutNeighbours}. */
    boolean sharesWhatItDid();

    /** Note that a template is used that outlives JVMs; of those the ones that were used last stay. */
    void isUsed(String template);
}

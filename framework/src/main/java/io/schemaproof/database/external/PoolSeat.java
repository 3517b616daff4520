package io.schemaproof.database.external;

import io.schemaproof.database.ServerAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * That this run is on a server of a pool, so that others go where fewer are.
 *
 * @param session holds an advisory lock as long as the run is there
 */
record PoolSeat(ServerAddress address, Connection session) implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PoolSeat.class);

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            LOG.debug("The session that held a seat on {} was lost: {}", address, e.getMessage());
        }
    }
}

package io.schemaproof.assertions.core;

import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A data source of a database that must not be written to, with another one beside it: a database with the same structure, in which
 * the server can be asked how it would write an expected type or expression. {@link DataSource#unwrap} finds it.
 *
 * @since 0.1
 */
public interface Workshop {

    /**
     * Return the other database; made when it is first asked for.
     *
     * @throws UndecidedException if it cannot be made
     */
    DataSource workshop();

    /** Where questions are asked that need something to be made and rolled back. */
    static DataSource of(DataSource dataSource) {
        return found(dataSource).map(Workshop::workshop).orElse(dataSource);
    }

    private static Optional<Workshop> found(DataSource dataSource) {
        try {
            return dataSource.isWrapperFor(Workshop.class)
                    ? Optional.of(dataSource.unwrap(Workshop.class))
                    : Optional.empty();
        } catch (SQLException | RuntimeException | AbstractMethodError e) {
            // Pools and data sources of tests do not always have all methods; none of them is ours.
            return Optional.empty();
        }
    }
}

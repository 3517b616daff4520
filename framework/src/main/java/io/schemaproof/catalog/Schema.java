package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A live database and what it consists of, read when first asked for. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class Schema {

    private final DataSource dataSource;
    private @Nullable Catalog catalog;

    private Schema(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Take a database; nothing is read yet. */
    public static Schema of(DataSource dataSource) {
        return new Schema(dataSource);
    }

    /** Return the same catalogue, read already if this one is, of a database that is reached in another way. */
    public synchronized Schema through(DataSource other) {
        Schema same = new Schema(other);
        same.catalog = catalog;
        return same;
    }

    public DataSource dataSource() {
        return dataSource;
    }

    /**
     * The catalogue as it was when it was last read; the first call reads it.
     *
     * @throws CatalogException if it cannot be read
     */
    public synchronized Catalog catalog() {
        Catalog known = catalog;
        return known != null ? known : refresh();
    }

    /** The catalogue if it has been read. */
    public synchronized Optional<Catalog> known() {
        return Optional.ofNullable(catalog);
    }

    /**
     * Read the catalogue again.
     *
     * @throws CatalogException if it cannot be read
     */
    public synchronized Catalog refresh() {
        try (Connection connection = dataSource.getConnection()) {
            Catalog read = CatalogReader.read(connection);
            catalog = read;
            return read;
        } catch (SQLException e) {
            throw new CatalogException("The database cannot be reached: " + e.getMessage(), e);
        }
    }
}

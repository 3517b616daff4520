package io.schemaproof.verify.check;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The schema of a database, read when it is asked for first, and kept until something may have changed it. */
final class KnownCatalog {

    private final ObservedDatabase database;
    private @Nullable Catalog catalog;

    KnownCatalog(ObservedDatabase database) {
        this.database = database;
    }

    KnownCatalog(ObservedDatabase database, Catalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    ObservedDatabase database() {
        return database;
    }

    /** The schema, if it has been read. */
    Optional<Catalog> known() {
        return Optional.ofNullable(catalog);
    }

    Catalog read() throws SQLException {
        Catalog known = catalog;
        if (known == null) {
            known = database.catalog();
            catalog = known;
        }
        return known;
    }

    /** Let it be read again. */
    void forget() {
        catalog = null;
    }
}

package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.RolledBackDataSource;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Schema;
import java.sql.Statement;

/** Ask with the search path of the catalogue's reader, so that names are written as the snapshot has them. */
final class CatalogNames {

    private CatalogNames() {}

    static Sql sql(Schema schema) {
        return new Sql(new RolledBackDataSource(schema.dataSource(), connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
            }
        }));
    }
}

package io.schemaproof.junit;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.CatalogReader;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DefaultConfiguration;

/**
 * A type of parameter that a test may ask for.
 *
 * @param needsDatabase whether the value needs the migrated database
 * @param source where the value comes from
 */
record Injected(Class<?> type, boolean needsDatabase, Source source) {

    private static final List<Injected> ALL = List.of(
            new Injected(TestDatabase.class, true, TestScope::database),
            new Injected(DatabaseTemplate.class, true, TestScope::template),
            new Injected(DataSource.class, true, scope -> scope.database().dataSource()),
            new Injected(Connection.class, true, TestScope::connection),
            new Injected(DSLContext.class, true, scope -> dslContext(scope.connection())),
            new Injected(Catalog.class, true, scope -> CatalogReader.read(scope.connection())),
            new Injected(Schema.class, true, scope -> Schema.of(scope.database().dataSource())),
            new Injected(MigrationFolder.class, false, scope -> scope.shared().folder(scope.settings())),
            new Injected(MigrationSetup.class, false, scope -> scope.shared().setup(scope.settings())),
            new Injected(DatabaseServer.class, false, scope -> scope.shared().server(scope.settings())),
            new Injected(ServerRequest.class, false, scope -> scope.settings().server()),
            new Injected(Configuration.class, false, scope -> scope.settings().configuration()));

    interface Source {
        Object from(TestScope scope) throws SQLException;
    }

    static Optional<Injected> as(Class<?> type) {
        return ALL.stream().filter(injected -> injected.type == type).findFirst();
    }

    Object from(TestScope scope) throws SQLException {
        return source.from(scope);
    }

    /** By setters, because the overloads of {@code DSL.using} draw in JAXB's annotations, which jOOQ leaves optional. */
    private static DSLContext dslContext(Connection connection) {
        DefaultConfiguration configuration = new DefaultConfiguration();
        configuration.setConnection(connection);
        configuration.setSQLDialect(SQLDialect.POSTGRES);
        return configuration.dsl();
    }
}

package io.schemaproof.assertions;

import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.assertions.structure.SchemaAssert;
import io.schemaproof.backup.Backup;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerLog;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import javax.sql.DataSource;

/**
 * Give soft assertions the entries of {@link BDDSchemaAssertions}. For one object with AssertJ's entries beside them:
 *
 * <pre>{@code
 * class Softly extends BDDSoftAssertions implements BDDSchemaSoftAssertionsProvider {}
 * }</pre>
 *
 * @since 0.1
 */
public interface BDDSchemaSoftAssertionsProvider extends SchemaSoftAssertionsProvider {

    /** Assert on a database. */
    default SchemaAssert then(Schema actual) {
        return assertThat(actual);
    }

    /** Assert on a database. */
    default SchemaAssert then(TestDatabase actual) {
        return assertThat(actual);
    }

    /** Assert on a database. */
    default SchemaAssert then(DataSource actual) {
        return assertThat(actual);
    }

    /** Assert on what a query returns, how it runs and how long it takes. */
    default QueryAssert then(Query actual) {
        return assertThat(actual);
    }

    /** Assert on the rows of a table; that there is no such table is collected too. */
    default RowsAssert then(Rows actual) {
        return assertThat(actual);
    }

    /** Assert on what a server logged about a database. */
    default ServerLogAssert then(ServerLog actual) {
        return assertThat(actual);
    }

    /** Assert that a backup is worth its name. */
    default BackupAssert then(Backup actual) {
        return assertThat(actual);
    }
}

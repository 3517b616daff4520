package io.schemaproof.assertions;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.AssertProxies;
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
import org.assertj.core.api.SoftAssertionsProvider;

/**
 * Give soft assertions the entries of {@link SchemaAssertions}. For one object with AssertJ's entries beside them:
 *
 * <pre>{@code
 * class Softly extends SoftAssertions implements SchemaSoftAssertionsProvider {}
 * }</pre>
 *
 * @since 0.1
 */
public interface SchemaSoftAssertionsProvider extends SoftAssertionsProvider {

    /** Assert on a database. */
    default SchemaAssert assertThat(Schema actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Assert on a database. */
    default SchemaAssert assertThat(TestDatabase actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Assert on a database. */
    default SchemaAssert assertThat(DataSource actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Assert on what a query returns, how it runs and how long it takes. */
    default QueryAssert assertThat(Query actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Assert on the rows of a table; that there is no such table is collected too. */
    default RowsAssert assertThat(Rows actual) {
        return AssertProxies.watch(RowsAssert.class, () -> SchemaAssertions.assertThat(actual), new SoftWatch(this));
    }

    /** Assert on what a server logged about a database. */
    default ServerLogAssert assertThat(ServerLog actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Assert that a backup is worth its name. */
    default BackupAssert assertThat(Backup actual) {
        return soft(SchemaAssertions.assertThat(actual));
    }

    /** Make any assertion of Schemaproof a soft one, with all that it leads to: one of your own for instance. */
    default <S extends AbstractSchemaproofAssert<S, ?>> S soft(S assertion) {
        return AssertProxies.watch(assertion, new SoftWatch(this));
    }
}

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
 * Begin an assertion with {@code then}, as AssertJ's {@code BDDAssertions} do.
 *
 * @since 0.1
 */
public class BDDSchemaAssertions extends SchemaAssertions {

    protected BDDSchemaAssertions() {}

    /** Assert on a database. */
    public static SchemaAssert then(Schema actual) {
        return assertThat(actual);
    }

    /** Assert on a database. */
    public static SchemaAssert then(TestDatabase actual) {
        return assertThat(actual);
    }

    /** Assert on a database. */
    public static SchemaAssert then(DataSource actual) {
        return assertThat(actual);
    }

    /** Assert on what a query returns, how it runs and how long it takes. */
    public static QueryAssert then(Query actual) {
        return assertThat(actual);
    }

    /**
     * Assert on the rows of a table.
     *
     * @throws AssertionError if there is no such table
     */
    public static RowsAssert then(Rows actual) {
        return assertThat(actual);
    }

    /** Assert on what a server logged about a database. */
    public static ServerLogAssert then(ServerLog actual) {
        return assertThat(actual);
    }

    /** Assert that a backup is worth its name. */
    public static BackupAssert then(Backup actual) {
        return assertThat(actual);
    }
}

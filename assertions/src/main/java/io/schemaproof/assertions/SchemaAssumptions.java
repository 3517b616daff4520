package io.schemaproof.assertions;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.AssertProxies;
import io.schemaproof.assertions.query.QueryAssert;
import io.schemaproof.assertions.rows.Rows;
import io.schemaproof.assertions.rows.RowsAssert;
import io.schemaproof.assertions.structure.SchemaAssert;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.query.Query;
import javax.sql.DataSource;
import org.opentest4j.TestAbortedException;

/**
 * Say what a test needs to have a meaning: where it does not hold, the test is aborted instead of failed.
 *
 * <pre>{@code
 * assumeThat(schema).rows("orders").hasAtLeast(1_000);
 * }</pre>
 *
 * @since 0.1
 */
public class SchemaAssumptions {

    protected SchemaAssumptions() {}

    /** Assume something of a database. */
    public static SchemaAssert assumeThat(Schema actual) {
        return assume(SchemaAssertions.assertThat(actual));
    }

    /** Assume something of a database. */
    public static SchemaAssert assumeThat(TestDatabase actual) {
        return assume(SchemaAssertions.assertThat(actual));
    }

    /** Assume something of a database. */
    public static SchemaAssert assumeThat(DataSource actual) {
        return assume(SchemaAssertions.assertThat(actual));
    }

    /** Assume something of a query. */
    public static QueryAssert assumeThat(Query actual) {
        return assume(SchemaAssertions.assertThat(actual));
    }

    /**
     * Assume something of the rows of a table.
     *
     * @throws TestAbortedException if there is no such table
     */
    public static RowsAssert assumeThat(Rows actual) {
        return AssertProxies.watch(
                RowsAssert.class, () -> SchemaAssertions.assertThat(actual), SchemaAssumptions::abort);
    }

    /** Make an assumption of any assertion of Schemaproof, with all that it leads to: one of your own for instance. */
    public static <S extends AbstractSchemaproofAssert<S, ?>> S assume(S assertion) {
        return AssertProxies.watch(assertion, SchemaAssumptions::abort);
    }

    private static void abort(AssertionError error) {
        throw new TestAbortedException("assumption was not met due to: " + error.getMessage(), error);
    }
}

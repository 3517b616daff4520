package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.RoundTrip;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that the queries of the services that run now survive every migration: they are understood, return what they returned, write
 * what they wrote, and find their rows by an index as before.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * @Queries("db/queries")
 * class MigrationQueriesTest implements QueryCompatibilityContract {}
 * }</pre>
 *
 * <p>There is a test for each migration, which an error fails. It is skipped where nobody knows.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface QueryCompatibilityContract extends ServiceQueries {

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip queryCompatibility(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Send the queries before and after every migration and report what becomes of them as tests. */
    @TestFactory
    @DisplayName("the queries of a running application survive every migration")
    default Stream<DynamicNode> compatible_migrations(MigrationSetup setup) {
        RoundTrip roundTrip = VerifiedTests.onRows(this, setup).withQueries(queries(setup.configuration()));
        return VerifiedTests.of(
                this,
                Suite.QUERY_COMPATIBILITY,
                setup,
                queryCompatibility(roundTrip),
                VerifiedTests.ofCheck("queries"));
    }
}

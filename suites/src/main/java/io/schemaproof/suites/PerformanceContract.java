package io.schemaproof.suites;

import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.compatibility.PerformanceLimits;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that the queries of services stay within limits of time, of pages and of how they find their rows, after every migration and on tables
 * full of rows. An index that is gone is noticed when the table is large, which is in production.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * @Queries("db/queries")
 * class MigrationPerformanceTest implements PerformanceContract {
 *   @Override
 *   public PerformanceLimits performanceLimits() {
 *     return PerformanceLimits.within(TimeLimit.best(Duration.ofMillis(50))).pages(200).byIndex().rows(10_000);
 *   }
 * }
 * }</pre>
 *
 * <p>There is a test for each migration, which an error fails. It is skipped where nobody knows, also where the host was too busy to tell.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface PerformanceContract extends ServiceQueries {

    /** Return what a query may cost; by default {@link PerformanceLimits#DEFAULT}. */
    default PerformanceLimits performanceLimits() {
        return PerformanceLimits.DEFAULT;
    }

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip performance(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Measure the queries after every migration and report what they exceed as tests. */
    @TestFactory
    @DisplayName("the queries of services stay within their limits after every migration")
    default Stream<DynamicNode> fast_migrations(MigrationSetup setup) {
        RoundTrip roundTrip =
                VerifiedTests.onRows(this, setup).withPerformance(queries(setup.configuration()), performanceLimits());
        return VerifiedTests.of(
                this, Suite.PERFORMANCE, setup, performance(roundTrip), VerifiedTests.ofCheck("performance"));
    }
}

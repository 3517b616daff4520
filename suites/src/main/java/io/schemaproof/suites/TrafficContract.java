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
 * Proves that clients can read and write while each migration runs: that no statement of theirs fails that succeeded before, and that
 * they and the script do not wait for each other.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationTrafficTest implements TrafficContract {}
 * }</pre>
 *
 * <p>There is a test for each migration, which an error fails. It is skipped where the up fails by itself.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface TrafficContract {

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip traffic(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Run every migration with clients beside it and report what they met as tests. */
    @TestFactory
    @DisplayName("clients can use the tables while a migration runs")
    default Stream<DynamicNode> migrations_beside_clients(MigrationSetup setup) {
        RoundTrip roundTrip = VerifiedTests.roundTrip(this, setup).withTraffic();
        return VerifiedTests.of(this, Suite.TRAFFIC, setup, traffic(roundTrip), VerifiedTests.ofCheck("traffic"));
    }
}

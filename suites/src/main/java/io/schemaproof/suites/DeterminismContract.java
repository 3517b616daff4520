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
 * Proves that a migration gives the same schema for another user, in another time zone, with other formats, in a database of
 * another name, and on another day.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationDeterminismTest implements DeterminismContract {}
 * }</pre>
 *
 * <p>There is a test for each migration, which fails on a warning too. It is skipped where the up does not run.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface DeterminismContract {

    /**
     * Adapt the verification: make something beforehand, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip determinism(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Apply every migration here and elsewhere and report what differs as tests. */
    @TestFactory
    @DisplayName("every migration gives the same schema everywhere")
    default Stream<DynamicNode> same_schemas(MigrationSetup setup) {
        RoundTrip roundTrip = VerifiedTests.onRows(this, setup).withDeterminism();
        return VerifiedTests.of(
                this, Suite.DETERMINISM, setup, determinism(roundTrip), VerifiedTests.ofStrictCheck("determinism"));
    }
}

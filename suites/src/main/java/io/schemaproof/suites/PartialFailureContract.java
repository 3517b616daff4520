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
 * Proves that a migration that is stopped half way can be tried again: either nothing stays behind, or a second try ends where an
 * undisturbed run does.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationFailureTest implements PartialFailureContract {}
 * }</pre>
 *
 * <p>There is a test for each migration. It is skipped where the up fails by itself.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface PartialFailureContract {

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip partialFailure(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Stop every migration half way and report what stayed behind as tests. */
    @TestFactory
    @DisplayName("every migration can be tried again when it was stopped half way")
    default Stream<DynamicNode> partial_failures(MigrationSetup setup) {
        RoundTrip roundTrip = VerifiedTests.onRows(this, setup).withPartialFailure();
        return VerifiedTests.of(
                this, Suite.PARTIAL_FAILURE, setup, partialFailure(roundTrip), VerifiedTests.ofCheck("partial"));
    }
}

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
 * Proves that a running application bears every migration, up and down: that nothing has it wait for work on a full table, and
 * nothing that it uses is gone.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationSafetyTest implements SafetyContract {}
 * }</pre>
 *
 * <p>There is a test for each migration and {@linkplain io.schemaproof.safety.HazardFamily family} of rules, which an error
 * fails. It is skipped where nobody knows. What a comment allows with a reason passes; a comment that allows nothing fails a
 * test of its own.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface SafetyContract {

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with this check
     * @return the round trip to run; by default the same
     */
    default RoundTrip safety(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Trace every migration on full tables and report what is unsafe as tests. */
    @TestFactory
    @DisplayName("a running application bears every migration")
    default Stream<DynamicNode> safe_migrations(MigrationSetup setup) {
        RoundTrip roundTrip = VerifiedTests.roundTrip(this, setup).withSafety();
        return VerifiedTests.of(this, Suite.SAFETY, setup, safety(roundTrip), SafetyTests::of);
    }
}

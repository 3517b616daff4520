package io.schemaproof.suites;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.policy.IdempotencyPolicy;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves what happens when a migration is applied a second time: by the policy {@code required} it succeeds and changes nothing,
 * by the policy {@code forbidden} it is refused.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationRerunTest implements IdempotencyContract {}
 * }</pre>
 *
 * <p>There is a test for each migration. It is skipped where the first run fails already.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface IdempotencyContract {

    /**
     * Return what is asked of a second run.
     *
     * @return by default what {@code schemaproof.idempotency} says, else {@link IdempotencyPolicy#REQUIRED}
     */
    default IdempotencyPolicy idempotencyPolicy(Configuration configuration) {
        IdempotencyPolicy configured = IdempotencyPolicy.from(configuration);
        return configured == IdempotencyPolicy.OFF ? IdempotencyPolicy.REQUIRED : configured;
    }

    /**
     * Adapt the verification: make something beforehand, add rows, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server, with the policy
     * @return the round trip to run; by default the same
     */
    default RoundTrip idempotency(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Apply every migration twice and report what happened as tests. */
    @TestFactory
    @DisplayName("every migration bears a second run as the policy says")
    default Stream<DynamicNode> second_runs(MigrationSetup setup) {
        RoundTrip roundTrip =
                VerifiedTests.onRows(this, setup).withIdempotency(idempotencyPolicy(setup.configuration()));
        return VerifiedTests.of(
                this, Suite.IDEMPOTENCY, setup, idempotency(roundTrip), VerifiedTests.ofCheck("idempotency"));
    }
}

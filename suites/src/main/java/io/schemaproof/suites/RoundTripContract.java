package io.schemaproof.suites;

import io.schemaproof.data.RowSource;
import io.schemaproof.junit.MigrationSetup;
import io.schemaproof.junit.SchemaExtension;
import io.schemaproof.verify.RoundTrip;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Proves that every migration can be applied, taken back and applied again, and that taking it back leaves no trace.
 * In an emergency the down script is the only way back, and an emergency is the worst time to run it for the first time.
 *
 * <pre>{@code
 * @SchemaTest(migrations = "db/migration")
 * class MigrationGateTest implements RoundTripContract {}
 * }</pre>
 *
 * <p>There is a test for each migration and direction, and its source is the script, so that an IDE jumps there. Each
 * migration also meets tables full of generated rows, as many as {@value
 * io.schemaproof.configuration.ConfigurationParameters#ROWS} says; what is found about them is a test of its own.
 *
 * @since 0.1
 */
@ExtendWith(SchemaExtension.class)
public interface RoundTripContract {

    /**
     * Adapt the round trip: make something beforehand, or leave versions out.
     *
     * @param roundTrip the round trip of all migrations on the configured server
     * @return the round trip to run; by default the same
     */
    default RoundTrip roundTrip(RoundTrip roundTrip) {
        return roundTrip;
    }

    /** Run the round trip and report it as tests. */
    @TestFactory
    @DisplayName("every migration can be applied, taken back without a trace, and applied again")
    default Stream<DynamicNode> round_trip(MigrationSetup setup) {
        Optional<RowSource> rows = VerifiedTests.rows(setup);
        RoundTrip all = VerifiedTests.roundTrip(this, setup);
        return VerifiedTests.telling(
                this,
                Suite.ROUND_TRIP,
                setup,
                roundTrip(rows.map(all::withRows).orElse(all)),
                (events, result) -> Stream.of(new RoundTripNodes(events, rows.isPresent()).of(result)));
    }
}

package io.schemaproof.systems.vehicles;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.suites.RoundTripContract;
import io.schemaproof.systems.SafetyClaims;
import io.schemaproof.verify.RoundTrip;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Steps 3 and rollback: the migration of the vehicles system")
@SchemaTest(migrations = "classpath:io/schemaproof/fixtures/vehicles/migrations")
class VehiclesRoundTripTest implements RoundTripContract {

    @Override
    public RoundTrip roundTrip(RoundTrip roundTrip) {
        return roundTrip.withSafety().with(SafetyClaims.under("vehicles: 001 on an empty database"));
    }
}

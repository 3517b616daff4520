package io.schemaproof.systems.vehicles;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.suites.RoundTripContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Steps 3 and rollback: the migration of the vehicles system")
@SchemaTest(migrations = "classpath:io/schemaproof/fixtures/vehicles/migrations")
class VehiclesRoundTripTest implements RoundTripContract {}

package io.schemaproof.systems.products;

import io.schemaproof.junit.SchemaTest;
import io.schemaproof.suites.RoundTripContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The dated pairs there, back and there again, with rows in the tables")
@SchemaTest(migrations = "classpath:io/schemaproof/fixtures/products/migrations")
class ProductsRoundTripTest implements RoundTripContract {}

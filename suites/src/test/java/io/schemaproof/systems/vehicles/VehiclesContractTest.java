package io.schemaproof.systems.vehicles;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The schemas of the real system fulfil their descriptions, which the state before the migration does not. */
class VehiclesContractTest {

    @Test
    void the_migrated_schema_fulfils_its_description_and_the_old_one_does_not(@TempDir Path folder) {
        try (TestDatabase migrated = VehicleDatabases.migrated();
                TestDatabase before = VehicleDatabases.before()) {
            Schema schema = Schema.of(migrated.dataSource());
            List<SchemaContract> contracts = schema.catalog().schemas().stream()
                    .map(each -> SchemaContract.describe(schema.catalog(), each.identity()))
                    .filter(contract -> !contract.isEmpty())
                    .toList();
            Path file = folder.resolve("vehicles.yaml");

            SchemaContract.write(file, contracts);

            assertThat(contracts).isNotEmpty();
            assertThat(SchemaContract.readAll(file)).isEqualTo(contracts);
            assertThat(schema).matches(file);
            assertThatThrownBy(() -> assertThat(Schema.of(before.dataSource())).matches(file))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("Expected exactly these tables");
        }
    }
}

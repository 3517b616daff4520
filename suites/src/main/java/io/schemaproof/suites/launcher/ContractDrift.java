package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Holds the schema that migrations give against the structure that a contract in YAML demands. */
record ContractDrift(Path file, Steps steps) {

    /**
     * Return what the schema breaks; empty where it breaks nothing.
     *
     * @throws IllegalArgumentException if the file is no contract
     */
    Optional<String> of(MigrationFolder migrations, Optional<Script> before, ServerRequest request) {
        List<SchemaContract> contracts = structure();
        try {
            return new MigratedDatabase(migrations, before, request, steps).answer(database -> {
                Schema schema = Schema.of(database.dataSource());
                contracts.forEach(contract -> SchemaAssertions.assertThat(schema)
                        .schema(contract.name(), namespace -> namespace.matches(contract)));
                return Optional.empty();
            });
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()).strip());
        }
    }

    private List<SchemaContract> structure() {
        List<SchemaContract> contracts;
        try {
            contracts = SchemaContract.readAll(file);
        } catch (ContractException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        List<SchemaContract> structure = contracts.stream()
                .flatMap(contract -> contract.structure().stream())
                .toList();
        if (structure.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " demands nothing of the structure, which is what drift compares; say"
                            + " ./schemaproof contract for rows and queries.");
        }
        return structure;
    }
}

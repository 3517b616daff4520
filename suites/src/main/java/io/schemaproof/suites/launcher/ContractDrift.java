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
import java.util.stream.Collectors;
import org.opentest4j.MultipleFailuresError;

/** Holds the schema that migrations give against the structure that a contract in YAML demands. */
record ContractDrift(Path file, Steps steps) {

    /**
     * Return what the schema breaks; empty where it breaks nothing.
     *
     * @throws IllegalArgumentException if the file is no contract
     */
    Optional<String> of(MigrationFolder migrations, Optional<Script> before, ServerRequest request) {
        List<SchemaContract> contracts = structure();
        return new MigratedDatabase(migrations, before, request, steps).answer(database -> {
            Schema schema = Schema.of(database.dataSource());
            String broken = contracts.stream()
                    .flatMap(contract -> broken(schema, contract).stream())
                    .collect(Collectors.joining("\n\n"));
            return Optional.of(broken).filter(text -> !text.isEmpty());
        });
    }

    private static Optional<String> broken(Schema schema, SchemaContract contract) {
        try {
            SchemaAssertions.assertThat(schema).schema(contract.name(), namespace -> namespace.matches(contract));
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(message(e));
        }
    }

    /** Without the places in Java code that AssertJ adds to several failures. */
    private static String message(Throwable failure) {
        return failure instanceof MultipleFailuresError several
                ? several.getFailures().stream().map(ContractDrift::message).collect(Collectors.joining("\n\n"))
                : String.valueOf(failure.getMessage()).strip();
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

package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** Holds the schema that migrations give against a contract in YAML. */
record ContractDrift(Path file) {

    /**
     * Return what the schema breaks; empty where it breaks nothing.
     *
     * @throws IllegalArgumentException if the file is no contract
     */
    Optional<String> of(MigrationFolder migrations, Optional<Script> before, ServerRequest request) {
        try {
            return new MigratedDatabase(migrations, before, request).answer(database -> {
                SchemaAssertions.assertThat(Schema.of(database.dataSource())).matches(file);
                return Optional.empty();
            });
        } catch (AssertionError | TestAbortedException e) {
            return Optional.of(String.valueOf(e.getMessage()).strip());
        } catch (ContractException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }
}

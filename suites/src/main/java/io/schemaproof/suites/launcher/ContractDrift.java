package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.SchemaAssertions;
import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.history.AppliedMigrations;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** Holds the schema that migrations give against a contract in YAML. */
record ContractDrift(Path file) {

    /**
     * Return what the schema breaks; empty where it breaks nothing.
     *
     * @throws IllegalArgumentException if the file is no contract
     */
    Optional<String> of(MigrationFolder migrations, Optional<Script> before, ServerRequest request) {
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server)) {
            AppliedMigrations.apply(database, migrations, before);
            SchemaAssertions.assertThat(Schema.of(database.dataSource())).matches(file);
            return Optional.empty();
        } catch (AssertionError e) {
            return Optional.of(String.valueOf(e.getMessage()).strip());
        } catch (ContractException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (SQLException e) {
            throw new DatabaseException("The connection to the server was lost: " + e.getMessage(), e);
        }
    }
}

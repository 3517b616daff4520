package io.schemaproof.suites.launcher;

import io.schemaproof.assertions.contract.ContractException;
import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.contract.ContractOutcome;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractVerdict;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/** Holds the schema that migrations give against the structure that a contract in YAML demands. */
record ContractDrift(Path file, Steps steps) {

    /**
     * Return what the schema breaks; empty where it breaks nothing.
     *
     * @throws IllegalArgumentException if the file is no contract
     */
    Optional<String> of(MigrationFolder migrations, Optional<Script> before, ServerRequest request) {
        FileContract structure = structure();
        return new MigratedDatabase(migrations, before, request, steps).answer(database -> {
            ContractReport report =
                    structure.evaluate(Schema.of(database.dataSource()), "the migrations in " + migrations.root());
            return report.passed()
                    ? Optional.empty()
                    : Optional.of(report.outcomes().stream()
                            .filter(outcome -> outcome.verdict() != ContractVerdict.PASSED)
                            .map(ContractOutcome::message)
                            .collect(Collectors.joining("\n\n")));
        });
    }

    private FileContract structure() {
        FileContract contract;
        try {
            contract = FileContract.read(file);
        } catch (ContractException | UncheckedIOException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
        return contract.structure()
                .orElseThrow(() -> new IllegalArgumentException(
                        file + " demands nothing of the structure, which is what drift compares; say"
                                + " ./schemaproof contract for rows and queries."));
    }
}

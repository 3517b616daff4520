package io.schemaproof.systems;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.assertions.contract.SchemaContract;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.structure.FileContract;
import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.verify.contract.ContractReport;
import io.schemaproof.verify.contract.ContractText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What describe writes of a database, with the numbers of rows, that database keeps. */
public final class DescribedContract {

    private DescribedContract() {}

    /** Return what the described contract says of its own database, which must be that it is kept. */
    public static ContractReport isKept(TestDatabase database) throws IOException {
        Schema schema = Schema.of(database.dataSource());
        List<SchemaContract> contracts = schema.catalog().schemas().stream()
                .filter(each -> each.extension().isEmpty())
                .map(each -> SchemaContract.describe(schema.catalog(), Names.quote(each.name())))
                .filter(contract -> !contract.isEmpty())
                .map(contract -> contract.countingRows(database.dataSource()))
                .toList();
        Path file = Files.createTempFile("schemaproof", ".yaml");
        try {
            SchemaContract.write(file, contracts);
            ContractReport report = FileContract.read(file).evaluate(schema, "itself");
            assertThat(report.passed()).as(ContractText.of(report)).isTrue();
            return report;
        } finally {
            Files.delete(file);
        }
    }
}

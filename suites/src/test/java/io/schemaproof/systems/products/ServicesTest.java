package io.schemaproof.systems.products;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.PolicyRule;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Services: each brings a file of its queries, and a migration says which of them it affects")
class ServicesTest {

    private static final Path QUERIES = Path.of("src/test/resources/products");

    private static List<Finding> findings(List<MigrationResult> results) {
        return results.stream()
                .flatMap(result -> PolicyRule.findings("queries", result.findings()).stream())
                .toList();
    }

    @Test
    @DisplayName(
            "all services stay functional: no query of three services breaks, slows down or loses its index in three steps to"
                    + " a required column")
    void all_queries_survive() throws URISyntaxException {
        Path folder = Path.of(
                Objects.requireNonNull(ProductScript.class.getResource("/io/schemaproof/fixtures/products/migrations"))
                        .toURI());

        List<MigrationResult> results = RoundTrip.of(MigrationReader.read(folder))
                .from("2025-03-17")
                .withQueries(QUERIES)
                .evaluate()
                .migrations();

        assertThat(results).hasSize(4);
        assertThat(findings(results))
                .filteredOn(finding -> finding.severity() != Severity.NOTE)
                .isEmpty();
    }

    @Test
    @DisplayName(
            "affected services are computed: a column that goes breaks one query, and its service is named, of three")
    void affected_services_are_named(@TempDir Path folder, @TempDir Path root) throws IOException {
        Files.writeString(folder.resolve("2025-06-02-brand.up.sql"), "ALTER TABLE products DROP COLUMN brand;");
        Files.writeString(
                folder.resolve("2025-06-02-brand.down.sql"), "ALTER TABLE products ADD COLUMN brand varchar(255);");

        List<MigrationResult> results = RoundTrip.of(MigrationReader.read(folder))
                .before(ScriptRuns.script(ProductScript.PRODUCTS))
                .withQueries(services(root))
                .evaluate()
                .migrations();

        assertThat(findings(results))
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message)
                        .startsWith(
                                "The query of_a_brand of the service catalogue (queries/catalogue.sql:2) is refused"))
                .anySatisfy(message -> assertThat(message)
                        .contains("This migration affects 1 of 2 services: catalogue (of_a_brand broken"));
    }

    /** Those that name no version of the other folder. */
    private static Path services(Path root) throws IOException {
        Path queries = Files.createDirectories(root.resolve("queries"));
        for (String service : List.of("catalogue.sql", "operations.sql")) {
            Files.copy(QUERIES.resolve(service), queries.resolve(service));
        }
        return queries;
    }
}

package io.schemaproof.systems.products;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.products.ProductScript.IN_ONE_TRANSACTION;
import static io.schemaproof.fixtures.products.ProductScript.LABEL;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_REQUIRED;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_VALUES;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN;
import static io.schemaproof.fixtures.products.ProductScript.PRODUCTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.SafetyClaims;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName(
        "A column that every product shall have: the planner's \"zero downtime\", and the same in three migrations")
@SuppressWarnings("NullAway.Init")
class ZeroDowntimeTest {

    private static final String AT_ONCE = "2025-05-05-label-at-once";

    private static final String INSERT = "INSERT INTO products (shop, external_id, name, category, price, hash)"
            + " VALUES ('shop-9', 'article-1', 'new', 'category', 1, '')";

    private static List<MigrationResult> results;

    /** The system's migrations with the split version, and behind it the printed one for another column. */
    @BeforeAll
    static void judge(@TempDir Path folder) throws IOException {
        ProductDatabases.pair(folder, "2025-03-03-products", PRODUCTS, ProductScript.PRODUCTS_DOWN);
        ProductDatabases.pair(folder, "2025-03-17-origin", ORIGIN, ProductScript.ORIGIN_DOWN);
        ProductDatabases.pair(folder, "2025-04-07-label", LABEL, ProductScript.LABEL_DOWN);
        ProductDatabases.pair(folder, "2025-04-14-label-values", LABEL_VALUES, ProductScript.LABEL_VALUES_DOWN);
        ProductDatabases.pair(folder, "2025-04-21-label-required", LABEL_REQUIRED, ProductScript.LABEL_REQUIRED_DOWN);
        Files.writeString(folder.resolve(AT_ONCE + ".up.sql"), atOnce(ProductScript.IN_ONE_TRANSACTION));
        Files.writeString(folder.resolve(AT_ONCE + ".down.sql"), atOnce(ProductScript.IN_ONE_TRANSACTION_DOWN));
        results = RoundTrip.of(MigrationReader.read(folder))
                .withSafety()
                .evaluate()
                .migrations();
    }

    private static String atOnce(ProductScript script) {
        return script.text().replace("label", "label_at_once");
    }

    private static List<String> errors(MigrationResult result) {
        return result.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .map(Finding::rule)
                .toList();
    }

    @Test
    @DisplayName("trap: in one transaction the safety check flags the rows that are written under ACCESS EXCLUSIVE")
    void trap_in_one_transaction_it_is_unsafe() {
        MigrationResult result = results.get(5);

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UNSAFE);
        assertThat(errors(result)).contains("safety.held-while-working", "safety.required-column");
        assertThat(result.findings())
                .filteredOn(finding -> finding.rule().equals("safety.held-while-working"))
                .first()
                .satisfies(finding -> {
                    assertThat(finding.file()).hasValue(AT_ONCE + ".up.sql");
                    assertThat(finding.line()).isEqualTo(6);
                    assertThat(finding.message())
                            .contains("holds ACCESS EXCLUSIVE on public.products (reads and writes wait) since line 4");
                });
    }

    @Test
    @DisplayName(
            "trap: until it commits, nobody reads a product; the rows of the former application are refused afterwards")
    void trap_in_one_transaction_nobody_reads_meanwhile() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows();
                Connection migration = database.connect();
                Statement statement = migration.createStatement();
                Connection application = database.connect();
                Statement query = application.createStatement()) {
            query.execute("SET lock_timeout = '20ms'");
            String script = IN_ONE_TRANSACTION.text().replace("COMMIT;", "");
            int backfill = script.indexOf("UPDATE");
            // From the first statement on, and to the last.
            for (String part : List.of(script.substring(0, backfill), script.substring(backfill))) {
                statement.execute(part);
                assertThatThrownBy(() -> query.execute("SELECT count(*) FROM products"))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("lock timeout");
            }

            statement.execute("COMMIT");
            query.execute("SELECT count(*) FROM products");
            assertThat(Schema.of(database.dataSource()))
                    .statement(INSERT)
                    .failsWith("23502")
                    .withMessageContaining("label");
        }
    }

    @Test
    @DisplayName("trap: the split version passes, up and down: no error, and what is left is said as warnings")
    void trap_the_split_version_passes() {
        assertThat(results.subList(2, 5)).allSatisfy(result -> {
            assertThat(errors(result)).isEmpty();
            assertThat(result.verdict()).isEqualTo(MigrationVerdict.OK);
        });
        // Batches, each with a COMMIT of its own.
        assertThat(results.get(3).findings()).isEmpty();
        // A linter would stop SET NOT NULL, for which the check of before is proof enough.
        assertThat(results.get(4).findings())
                .extracting(Finding::rule)
                .containsExactly("safety.stricter", "safety.text-contradicted");
    }

    @Test
    @DisplayName("what the safety gate says of each migration is explained in the fixture's page")
    void what_the_gate_says_is_explained() {
        SafetyClaims.under("products: the five migrations").areAll(findings(results.subList(0, 5)));
        SafetyClaims.under("products: the column in one transaction, as printed")
                .areAll(results.get(5).findings());
    }

    private static List<Finding> findings(List<MigrationResult> results) {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    @Test
    @DisplayName("both ways end with the same column")
    void both_ways_end_with_the_same_column() throws SQLException {
        try (TestDatabase database = ProductDatabases.withRows()) {
            ProductDatabases.run(database, LABEL);
            ProductDatabases.run(database, LABEL_VALUES);
            ProductDatabases.run(database, LABEL_REQUIRED);
            try (TestDatabase other = ProductDatabases.withRows()) {
                ProductDatabases.run(other, IN_ONE_TRANSACTION);

                assertThat(CatalogDiff.between(
                                        DatabaseState.of(database).catalog(),
                                        DatabaseState.of(other).catalog())
                                .changes())
                        .isEmpty();
            }
        }
    }
}

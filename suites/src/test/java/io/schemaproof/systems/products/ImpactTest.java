package io.schemaproof.systems.products;

import static io.schemaproof.fixtures.products.ProductScript.IN_ONE_TRANSACTION;
import static io.schemaproof.fixtures.products.ProductScript.IN_ONE_TRANSACTION_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.LABEL;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_REQUIRED;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_REQUIRED_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_VALUES;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_VALUES_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.PRODUCTS;
import static io.schemaproof.fixtures.products.ProductScript.SHORTER_NAMES;
import static io.schemaproof.fixtures.products.ProductScript.SHORTER_NAMES_DOWN;
import static io.schemaproof.fixtures.products.ProductScript.WITHOUT_THE_PRICE_INDEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.fixtures.products.ServiceQueries;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.source.MigrationReader;
import io.schemaproof.rule.Finding;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTracer;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import io.schemaproof.verify.RoundTrip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the planner's checklist leaves to be ticked by hand is computed here: one run of a migration on 600 products, traced, and the
 * queries of each service before and after it. Data loss, and plans, are in {@link CriteriaTest}.
 */
@DisplayName("Impact: services, rows, types, indexes and locks of a migration, as the server shows them")
class ImpactTest {

    /** A migration on 600 products: what each statement did, and what is different in the end. */
    private record Impact(ScriptTrace trace, List<Change> changes) {

        static Impact of(ProductScript migration, ProductScript... before) throws SQLException {
            try (TestDatabase database = ProductDatabases.withRows()) {
                for (ProductScript earlier : before) {
                    ProductDatabases.run(database, earlier);
                }
                DatabaseState state = DatabaseState.of(database);
                try (StatementTracer tracer = StatementTracer.open(database.settings())) {
                    ScriptTrace trace = tracer.run(ScriptRuns.script(migration));
                    return new Impact(
                            trace,
                            CatalogDiff.between(
                                            state.catalog(),
                                            DatabaseState.of(database).catalog())
                                    .changes());
                }
            }
        }

        long rowsAffected() {
            return trace.statements().stream()
                    .flatMap(statement -> statement.work().stream())
                    .mapToLong(TableWork::rowsWritten)
                    .sum();
        }

        /** On the products. */
        Optional<LockMode> strongest() {
            return trace.statements().stream()
                    .flatMap(statement -> statement.lockOn("public.products").stream())
                    .map(RelationLock::mode)
                    .max(Comparator.naturalOrder());
        }

        boolean rewritesTheTable() {
            return trace.statements().stream()
                    .flatMap(statement -> statement.files().stream())
                    .anyMatch(file -> file.kind() == FileChange.Kind.REWRITTEN
                            && file.relation().qualifiedName().equals("public.products"));
        }

        List<String> droppedRelations() {
            return trace.statements().stream()
                    .flatMap(statement -> statement.dropped().stream())
                    .map(TracedRelation::name)
                    .toList();
        }

        List<String> described() {
            return changes.stream().map(Change::describe).toList();
        }
    }

    @Test
    @DisplayName(
            "a column that may be NULL: no row is written, no type and no index changes, the lock is taken for a moment")
    void a_new_column_affects_no_row() throws SQLException {
        Impact impact = Impact.of(ORIGIN);

        assertThat(impact.rowsAffected()).isZero();
        assertThat(impact.strongest()).hasValue(LockMode.ACCESS_EXCLUSIVE);
        assertThat(impact.rewritesTheTable()).isFalse();
        assertThat(impact.described()).singleElement().asString().contains("public.products.origin");
    }

    @Test
    @DisplayName("the template in one transaction: 600 rows are written under the lock that stops all reading")
    void rows_affected_are_counted() throws SQLException {
        Impact impact = Impact.of(IN_ONE_TRANSACTION);

        assertThat(impact.rowsAffected()).isEqualTo(600);
        assertThat(impact.strongest()).hasValue(LockMode.ACCESS_EXCLUSIVE);
        assertThat(impact.trace().statements().stream()
                        .filter(statement -> statement
                                .workOn("public.products")
                                .filter(work -> work.updated() == 600)
                                .isPresent())
                        .flatMap(statement -> statement.held().stream())
                        .map(held -> held.relation().qualifiedName() + " " + held.mode()))
                .contains("public.products ACCESS_EXCLUSIVE");
    }

    @Test
    @DisplayName("the same in batches: as many rows, and nobody waits for a table")
    void batches_affect_as_many_rows_under_a_weaker_lock() throws SQLException {
        Impact impact = Impact.of(LABEL_VALUES, LABEL);

        assertThat(impact.rowsAffected()).isEqualTo(600);
        assertThat(impact.strongest())
                .hasValueSatisfying(mode ->
                        assertThat(mode.blocksReads() || mode.blocksWrites()).isFalse());
        assertThat(impact.changes()).isEmpty();
    }

    @Test
    @DisplayName("the third step: under ACCESS EXCLUSIVE no statement reads the rows")
    void the_last_step_reads_rows_only_beside_the_application() throws SQLException {
        Impact impact = Impact.of(LABEL_REQUIRED, LABEL, LABEL_VALUES);

        assertThat(impact.rowsAffected()).isZero();
        assertThat(impact.trace().statements())
                .filteredOn(statement -> statement
                        .workOn("public.products")
                        .filter(work -> work.rowsRead() > 0)
                        .isPresent())
                .singleElement()
                .satisfies(statement -> assertThat(statement
                                .lockOn("public.products")
                                .orElseThrow()
                                .mode())
                        .isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE));
    }

    @Test
    @DisplayName("a type: the change names both, and the table is written anew")
    void a_type_change_is_told() throws SQLException {
        Impact impact = Impact.of(SHORTER_NAMES);

        assertThat(impact.described())
                .singleElement()
                .asString()
                .contains("public.products.name", "text", "varying(12)");
        assertThat(impact.rewritesTheTable()).isTrue();
    }

    @Test
    @DisplayName("an index that goes is named, by the statement and by what is different in the end")
    void index_changes_are_named() throws SQLException {
        Impact impact = Impact.of(WITHOUT_THE_PRICE_INDEX);

        assertThat(impact.droppedRelations()).containsExactly("idx_products_price");
        assertThat(impact.described()).singleElement().asString().contains("idx_products_price");
        assertThat(impact.strongest()).hasValue(LockMode.ACCESS_EXCLUSIVE);
    }

    /** What the queries of all services meet in migrations of a folder, on generated rows, by the version. */
    private static Map<String, List<Finding>> queries(Path folder, MigrationFolder migrations) throws IOException {
        for (ServiceQueries service : ServiceQueries.values()) {
            service.copyTo(folder);
        }
        Map<String, List<Finding>> findings = new TreeMap<>();
        RoundTrip.of(migrations)
                .before(ScriptRuns.script(PRODUCTS))
                .withQueries(folder.resolve("queries"))
                .evaluate()
                .migrations()
                .forEach(result -> findings.put(
                        result.migration().version(),
                        result.findings().stream()
                                .filter(finding -> finding.rule().startsWith("queries."))
                                .toList()));
        return findings;
    }

    @Test
    @DisplayName(
            "all services stay functional: a required column in three steps is in nobody's way, and scrapers that write it"
                    + " have to go back before it is dropped")
    void services_stay_functional(@TempDir Path folder) throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        ProductDatabases.pair(migrations, "2025-03-17-origin", ORIGIN, ORIGIN_DOWN);
        ProductDatabases.pair(migrations, "2025-04-07-label", LABEL, LABEL_DOWN);
        ProductDatabases.pair(migrations, "2025-04-14-label-values", LABEL_VALUES, LABEL_VALUES_DOWN);

        Map<String, List<Finding>> found = queries(
                folder,
                ProductDatabases.pair(migrations, "2025-04-21-label-required", LABEL_REQUIRED, LABEL_REQUIRED_DOWN));

        assertThat(found).containsOnlyKeys("2025-03-17", "2025-04-07", "2025-04-14", "2025-04-21");
        assertThat(found.values().stream().flatMap(List::stream))
                .singleElement()
                .extracting(Finding::message)
                .isEqualTo(
                        "Without this migration the server does not understand what is sent since it by scrapers (found).");
    }

    @Test
    @DisplayName(
            "affected services, by name: in one transaction the required column stops the scrapers, a narrower name is"
                    + " another type for two, and the endpoints miss an index")
    void affected_services_are_named(@TempDir Path folder) throws IOException {
        Path migrations = Files.createDirectory(folder.resolve("migrations"));
        ProductDatabases.pair(migrations, "2025-04-07-label", IN_ONE_TRANSACTION, IN_ONE_TRANSACTION_DOWN);
        ProductDatabases.pair(migrations, "2025-06-02-shorter-names", SHORTER_NAMES, SHORTER_NAMES_DOWN);
        Files.writeString(migrations.resolve("2025-06-09-no-price-index.up.sql"), WITHOUT_THE_PRICE_INDEX.text());

        Map<String, List<Finding>> found = queries(folder, MigrationReader.read(migrations));

        assertThat(affected(found, "2025-04-07"))
                .isEqualTo("This migration affects 1 of 4 services: scrapers (found_before_labels write-fails)");
        assertThat(affected(found, "2025-06-02"))
                .isEqualTo(
                        "This migration affects 2 of 4 services: api (product result-widened, cached-plan; in_category"
                                + " result-widened, cached-plan; cheaper_than result-widened, cached-plan), processor (changed"
                                + " result-widened, cached-plan)");
        assertThat(found.get("2025-06-02"))
                .extracting(Finding::message)
                .anyMatch(message -> message.contains(
                        "returns another type of text after this migration: column name is varchar and was text."));
        assertThat(affected(found, "2025-06-09"))
                .isEqualTo("This migration affects 1 of 4 services: api (cheaper_than index-lost)");
    }

    private static String affected(Map<String, List<Finding>> found, String version) {
        return found.get(version).stream()
                .filter(finding -> finding.rule().equals("queries.affected"))
                .map(Finding::message)
                .findFirst()
                .orElse("");
    }
}

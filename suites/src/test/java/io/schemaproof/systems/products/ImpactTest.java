package io.schemaproof.systems.products;

import static io.schemaproof.fixtures.products.ProductScript.IN_ONE_TRANSACTION;
import static io.schemaproof.fixtures.products.ProductScript.LABEL;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_REQUIRED;
import static io.schemaproof.fixtures.products.ProductScript.LABEL_VALUES;
import static io.schemaproof.fixtures.products.ProductScript.ORIGIN;
import static io.schemaproof.fixtures.products.ProductScript.SHORTER_NAMES;
import static io.schemaproof.fixtures.products.ProductScript.WITHOUT_THE_PRICE_INDEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import io.schemaproof.fixtures.products.ProductScript;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.RelationLock;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.trace.StatementTracer;
import io.schemaproof.trace.TableWork;
import io.schemaproof.trace.TracedRelation;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the planner's checklist leaves to be ticked by hand is computed here: one run of a migration on 600 products, traced.
 * Data loss, and plans, are in {@link CriteriaTest}. Affected components want a file of queries for each service, and belong here
 * as soon as such files can be read.
 */
@DisplayName("Impact: rows, types, indexes and locks of a migration, as the server shows them")
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
}

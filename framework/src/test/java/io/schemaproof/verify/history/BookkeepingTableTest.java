package io.schemaproof.verify.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.data.HistoryTables;
import io.schemaproof.data.rows.GeneratedRowSource;
import io.schemaproof.verify.Preserved;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookkeepingTableTest {

    @TempDir
    private Path folder;

    @Test
    void the_tables_that_are_made_are_known_as_those_of_tools() {
        Optional<String> needed = BookkeepingTable.needed(new Preserved(folder)
                .step("INSERT INTO schema_migrations VALUES (0, false);", "DELETE FROM schema_migrations;")
                .migrations());

        assertThat(needed).get().asString().startsWith("CREATE TABLE IF NOT EXISTS schema_migrations (");
        for (String name : List.of(
                "flyway_schema_history", "schema_migrations", "goose_db_version", "__diesel_schema_migrations")) {
            assertThat(HistoryTables.contains(name)).as(name).isTrue();
        }
        assertThat(HistoryTables.contains("orders")).isFalse();
    }

    @Test
    void a_migration_that_works_on_its_tools_table_is_not_asked_for_rows_there() {
        List<MigrationResult> results = RoundTrip.of(new Preserved(folder)
                        .step(
                                "INSERT INTO schema_migrations VALUES (7, false);",
                                "DELETE FROM schema_migrations WHERE version = 7;")
                        .migrations())
                .withRows(GeneratedRowSource.of(10))
                .evaluate()
                .migrations();

        assertThat(results.get(0).verdict()).isEqualTo(MigrationVerdict.OK);
        assertThat(results.get(0).findings()).isEmpty();
    }
}

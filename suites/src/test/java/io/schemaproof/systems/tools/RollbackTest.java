package io.schemaproof.systems.tools;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE_DOWN;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY_ROWS;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE_DOWN;
import static io.schemaproof.fixtures.tools.ToolScript.ROLLBACK_AS_PRINTED;
import static io.schemaproof.fixtures.tools.ToolScript.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.data.FillMoment;
import io.schemaproof.data.digest.RowComparison;
import io.schemaproof.data.digest.RowDifference;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.SafetyClaims;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import io.schemaproof.verify.result.RoundTripRule;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Rollback of 002, without the column embedding")
class RollbackTest {

    private static final Relation TOOL = new Relation("public", "tool");

    /** Overridden where pgvector is installed. */
    ToolEdition tools() {
        return ToolEdition.withoutEmbedding();
    }

    @Test
    @DisplayName("wrong: in the guide's order it fails at once, because a GIN index is there that takes no text")
    void as_printed_it_fails_at_its_first_statement() throws SQLException {
        try (TestDatabase database = tools().after(CREATE, ROWS)) {
            DatabaseState before = DatabaseState.of(database);

            List<StatementError> errors =
                    ScriptRuns.errors(ScriptRuns.untilTheFirstError(database, tools().script(ROLLBACK_AS_PRINTED)));

            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42704");
                assertThat(error.message())
                        .isEqualTo("data type text has no default operator class for access method \"gin\"");
                assertThat(error.line()).isEqualTo(2);
                assertThat(error.hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("Drop the index before"));
            });
            assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "wrong: psql goes on, drops columns and indexes, and leaves the lists; run again, it takes the lists too")
    void as_printed_under_psql_it_leaves_half() throws SQLException {
        try (TestDatabase database = tools().after(CREATE, ROWS)) {
            assertThat(ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(database, tools().script(ROLLBACK_AS_PRINTED))))
                    .extracting(StatementError::sqlState)
                    .containsExactly("42704", "42704");
            assertThat(Schema.of(database.dataSource()))
                    .table("tool")
                    .hasExactlyColumnsInOrder("id", "key", "name", "platform", "tags")
                    .hasExactlyIndexes("tool_pkey")
                    .column("platform", platform -> platform.isArrayOf("text"))
                    .column("tags", tags -> tags.isArrayOf("text"));

            ScriptRuns.mustRun(database, tools().script(ROLLBACK_AS_PRINTED));
            assertThat(Schema.of(database.dataSource()))
                    .table("tool")
                    .column("platform", platform -> platform.hasType("text"))
                    .column("tags", tags -> tags.hasType("text"));
        }
    }

    @Test
    @DisplayName("trap: rows with several platforms or tags lose all but the first, by row and column; others as well")
    void trap_several_values_are_lost() throws SQLException {
        try (TestDatabase before = tools().after(CREATE, ROWS);
                TestDatabase database = tools().after(CREATE, ROWS)) {
            ScriptRuns.mustRun(database, tools().script(RECONCILE_DOWN));
            ScriptRuns.mustRun(database, tools().script(RECONCILE));

            RowDifference difference = difference(before, database);
            assertThat(difference.lost()).isZero();
            assertThat(difference.columns())
                    .containsEntry("platform", 2L)
                    .containsEntry("tags", 2L)
                    .containsEntry("meta", 1L)
                    .containsEntry("usage_count", 2L)
                    .containsEntry("updated_at", 4L)
                    .hasSize(5);
            assertThat(difference.samples())
                    .extracting(RowDifference.Sample::toString)
                    .anySatisfy(row -> assertThat(row)
                            .startsWith("id='1':")
                            .contains("platform '{linux,macos,windows}' -> '{linux}'")
                            .contains("tags '{network,http}' -> '{network}'"))
                    // Not in the guide's warning: an empty list comes back as NULL.
                    .anySatisfy(row -> assertThat(row).startsWith("id='3':").contains("platform '{}' -> NULL"));
        }
    }

    @Test
    @DisplayName("trap: the check of the rows names the columns and rows that a legacy table loses")
    void trap_the_check_names_rows_and_columns(@TempDir Path folder) throws IOException {
        MigrationFolder migrations = tools().migrations(folder, RECONCILE, RECONCILE_DOWN);
        RoundTrip roundTrip = RoundTrip.of(migrations)
                .on(tools().server())
                .before(ScriptRuns.script(
                        "legacy.sql", (tools().embedding() ? "CREATE EXTENSION vector;" : "") + LEGACY.text()))
                .withRows(ToolEdition.rows(FillMoment.before(ToolEdition.last(migrations)), LEGACY_ROWS));

        MigrationResult result = withSafety(roundTrip, "tools: 002 on the legacy table")
                .evaluate()
                .migrations()
                .get(0);

        assertThat(result.verdict()).isEqualTo(MigrationVerdict.LOSES_DATA);
        assertThat(of(result, DataRule.LOSES_DATA))
                .extracting(finding -> finding.object().orElseThrow())
                .containsExactlyInAnyOrder("public.tool.platform", "public.tool.tags");
        assertThat(message(result, "public.tool.platform"))
                .startsWith("After up and down 2 of 5 rows of public.tool have another value in platform.")
                .contains("id='2'", "'linux, windows' -> 'linux'")
                .contains("id='5'", "'' -> NULL");
        assertThat(message(result, "public.tool.tags"))
                .startsWith("After up and down 1 of 5 rows")
                .contains("id='3'", "'network,addresses, dns' -> 'network'");
    }

    @Test
    @DisplayName("single values survive: without a row of several the check has nothing to say")
    void single_values_survive() throws SQLException {
        try (TestDatabase database = tools().legacy()) {
            ScriptedDatabases.execute(
                    database, "DELETE FROM tool WHERE concat(platform, tags) LIKE '%,%' OR platform = ''");
            try (TestDatabase before = database.copy()) {
                ScriptRuns.mustRun(database, tools().script(RECONCILE));
                ScriptRuns.mustRun(database, tools().script(RECONCILE_DOWN));

                assertThat(DatabaseState.of(before).differencesTo(DatabaseState.of(database)))
                        .isEmpty();
            }
        }
    }

    @Test
    @DisplayName("trap: on a fresh database 002 does nothing, and its rollback strips what 001 has made")
    void trap_on_a_fresh_database_the_rollback_strips_001(@TempDir Path folder) throws IOException {
        MigrationFolder migrations = tools().migrations(folder, CREATE, CREATE_DOWN, RECONCILE, RECONCILE_DOWN);
        RoundTrip roundTrip = RoundTrip.of(migrations)
                .on(tools().server())
                .withRows(ToolEdition.rows(FillMoment.before(ToolEdition.last(migrations)), ROWS));

        List<MigrationResult> results = withSafety(roundTrip, "tools: 001 and 002 on an empty database")
                .evaluate()
                .migrations();

        assertThat(results).extracting(MigrationResult::verdict).first().isEqualTo(MigrationVerdict.OK);
        MigrationResult reconcile = results.get(1);
        assertThat(reconcile.verdict()).isEqualTo(MigrationVerdict.LEAVES_TRACE);
        assertThat(of(reconcile, RoundTripRule.LEAVES_TRACE).toString())
                .contains("tool.platform", "tool.tags", "tool.meta", "tool.usage_count", "tool.updated_at")
                .contains("tool_key_idx", "tool_platform_gin", "tool_tags_gin", "tool_updated_at_idx")
                .matches(text -> text.contains("tool.embedding") == tools().embedding());
        // And it takes rows' values with it that 002 has never touched.
        assertThat(of(reconcile, DataRule.LOSES_DATA))
                .extracting(finding -> finding.object().orElseThrow())
                // In which no row has a value.
                .filteredOn(column -> !column.equals("public.tool.embedding"))
                .containsExactlyInAnyOrder(
                        "public.tool.meta",
                        "public.tool.platform",
                        "public.tool.tags",
                        "public.tool.updated_at",
                        "public.tool.usage_count");
    }

    /** The page explains what is found without the column. */
    private RoundTrip withSafety(RoundTrip roundTrip, String heading) {
        return tools().embedding() ? roundTrip : roundTrip.withSafety().with(SafetyClaims.under(heading));
    }

    private static List<Finding> of(MigrationResult result, DataRule rule) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
    }

    private static List<Finding> of(MigrationResult result, RoundTripRule rule) {
        return result.findings().stream()
                .filter(finding -> finding.rule().equals(rule.id()))
                .toList();
    }

    private static String message(MigrationResult result, String object) {
        return of(result, DataRule.LOSES_DATA).stream()
                .filter(finding -> finding.object().orElseThrow().equals(object))
                .findFirst()
                .orElseThrow()
                .message();
    }

    private static RowDifference difference(TestDatabase before, TestDatabase after) throws SQLException {
        try (Connection first = before.connect();
                Connection second = after.connect()) {
            return RowComparison.of(first, second, TOOL);
        }
    }
}

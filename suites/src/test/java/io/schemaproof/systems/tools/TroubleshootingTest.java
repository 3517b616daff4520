package io.schemaproof.systems.tools;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.tools.ToolScript.CASTS;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE_DOWN;
import static io.schemaproof.fixtures.tools.ToolScript.DOES_NOT_LOOK;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE_DOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.fixtures.tools.ToolScript;
import io.schemaproof.migration.StatementError;
import io.schemaproof.rule.Finding;
import io.schemaproof.servers.ExtensionServer;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.MigrationResult;
import io.schemaproof.verify.result.MigrationVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Troubleshooting: the guide's errors are reproduced, and its remedies are tried")
class TroubleshootingTest {

    private static final ToolEdition TOOLS = ToolEdition.withoutEmbedding();

    /** The scripts as they are, on a server that may not have the extension. */
    private static final ToolEdition REAL = new ToolEdition(TOOLS.server(), true);

    @Test
    @DisplayName("\"relation 'tool' does not exist\": 002 comes before 001; the remedy is the right order")
    void relation_tool_does_not_exist() throws SQLException {
        try (TestDatabase empty = TOOLS.after()) {
            List<StatementError> errors = errors(empty, TOOLS, RECONCILE);

            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42P01");
                assertThat(error.message()).isEqualTo("relation \"tool\" does not exist");
                assertThat(error.file()).isEqualTo("migrations/002_tool_reconcile_pgvector.sql");
                assertThat(error.line()).isEqualTo(ScriptRuns.lineOf(TOOLS.script(RECONCILE), "DO $$"));
            });
            assertThat(errors(empty, TOOLS, CREATE)).isEmpty();
            assertThat(errors(empty, TOOLS, RECONCILE)).isEmpty();
        }
    }

    @Test
    @DisplayName("the round trip of 002 alone says the same, with the remedy")
    void the_round_trip_says_what_is_missing(@TempDir Path folder) throws IOException {
        MigrationResult result = upFails(TOOLS, folder, RECONCILE, RECONCILE_DOWN);

        Finding finding = result.findings().get(0);
        assertThat(finding.message()).contains("relation \"tool\" does not exist");
        assertThat(finding.remedy()).contains("check the order of the migrations");
    }

    @Test
    @DisplayName("missing extension: 001 says that it is not available, and the round trip which server would do")
    void the_extension_is_not_installed(@TempDir Path folder) throws IOException, SQLException {
        assumeExtensionIsMissing();
        try (TestDatabase empty = TOOLS.after()) {
            assertThat(errors(empty, REAL, CREATE)).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo(notAvailable());
                assertThat(error.message()).contains("extension").contains("vector");
                assertThat(error.line()).isEqualTo(ScriptRuns.lineOf(REAL.script(CREATE), "CREATE EXTENSION"));
            });
        }

        Finding finding = upFails(REAL, folder, CREATE, CREATE_DOWN).findings().get(0);
        assertThat(finding.message())
                .contains(notAvailable())
                .contains("extension")
                .contains("vector");
        assertThat(finding.remedy())
                .contains("Use a server that has the extension")
                .contains("image");
    }

    @Test
    @DisplayName("wrong: the guide's remedy, CREATE EXTENSION vector, fails likewise where pgvector is not installed")
    void creating_the_extension_is_no_remedy_there() {
        assumeExtensionIsMissing();
        try (TestDatabase empty = TOOLS.after()) {
            assertThat(Schema.of(empty.dataSource()))
                    .statement("CREATE EXTENSION vector")
                    .failsWith(notAvailable())
                    .withMessageContaining("vector");
        }
    }

    @Test
    @DisplayName(
            "wrong: without the extension the error names the type; \"extension does not exist\" comes from ALTER and DROP")
    void the_error_names_the_type() throws SQLException {
        try (TestDatabase legacy = TOOLS.legacy()) {
            assertThat(errors(legacy, REAL, RECONCILE)).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42704");
                assertThat(error.message()).isEqualTo("type \"vector\" does not exist");
                assertThat(error.line())
                        .isEqualTo(ScriptRuns.lineOf(
                                REAL.script(RECONCILE), "ALTER TABLE tool ADD COLUMN IF NOT EXISTS embedding"));
                assertThat(error.hint())
                        .hasValueSatisfying(hint -> assertThat(hint)
                                .contains("CREATE EXTENSION IF NOT EXISTS vector before it (pgvector)"));
            });
            for (String statement : List.of("ALTER EXTENSION vector UPDATE", "DROP EXTENSION vector")) {
                assertThat(Schema.of(legacy.dataSource()))
                        .statement(statement)
                        .failsWith("42704")
                        .withMessageContaining("extension \"vector\" does not exist");
            }
        }
    }

    @Test
    @DisplayName("\"column already exists\" comes from a migration that does not look; 002 skips the column")
    void column_already_exists() throws SQLException {
        try (TestDatabase legacy = TOOLS.legacy()) {
            assertThat(errors(legacy, TOOLS, DOES_NOT_LOOK)).isEmpty();
            assertThat(errors(legacy, TOOLS, DOES_NOT_LOOK))
                    .singleElement()
                    .extracting(StatementError::sqlState, StatementError::message)
                    .containsExactly("42701", "column \"usage_count\" of relation \"tool\" already exists");

            assertThat(errors(legacy, TOOLS, RECONCILE)).isEmpty();
            assertThat(Schema.of(legacy.dataSource()))
                    .table("tool")
                    .column("usage_count")
                    .hasType("integer");
        }
    }

    @Test
    @DisplayName(
            "wrong: \"cannot cast type text to text[]\" is never said; the server wants USING, and then it fails on rows")
    void the_impossible_cast_has_another_message() throws SQLException {
        try (TestDatabase legacy = TOOLS.legacy();
                TestDatabase withoutRows = TOOLS.after(LEGACY)) {
            Schema schema = Schema.of(legacy.dataSource());
            assertThat(schema)
                    .statement("ALTER TABLE tool ALTER COLUMN platform TYPE text[]")
                    .failsWith("42804")
                    .withMessageContaining("column \"platform\" cannot be cast automatically to type text[]")
                    .withHintContaining("USING platform::text[]");
            assertThat(errors(legacy, TOOLS, CASTS)).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("22P02");
                assertThat(error.message()).isEqualTo("malformed array literal: \"linux\"");
                assertThat(error.hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("USING string_to_array(column, ',')"));
            });
            assertThat(errors(withoutRows, TOOLS, CASTS)).isEmpty();
            // What the message is for: a type that has no text form in between.
            assertThat(schema)
                    .statement("ALTER TABLE tool ALTER COLUMN id TYPE text[] USING id::text[]")
                    .failsWith("42846")
                    .withMessageContaining("cannot cast type bigint to text[]");

            assertThat(errors(legacy, TOOLS, RECONCILE)).as("the remedy").isEmpty();
        }
    }

    @Test
    @DisplayName("a list that is neither text nor an array is left alone by 002 and stops it at the GIN index")
    void another_type_stops_it() throws SQLException {
        try (TestDatabase legacy = TOOLS.legacy()) {
            ScriptedDatabases.execute(legacy, "ALTER TABLE tool ALTER COLUMN tags TYPE varchar(200)");

            assertThat(errors(legacy, TOOLS, RECONCILE)).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42704");
                assertThat(error.line())
                        .isEqualTo(
                                ScriptRuns.lineOf(TOOLS.script(RECONCILE), "CREATE INDEX IF NOT EXISTS tool_tags_gin"));
            });
        }
    }

    private static MigrationResult upFails(ToolEdition edition, Path folder, ToolScript... scripts) throws IOException {
        MigrationResult result = RoundTrip.of(edition.migrations(folder, scripts))
                .on(edition.server())
                .evaluate()
                .migrations()
                .get(0);
        assertThat(result.verdict()).isEqualTo(MigrationVerdict.UP_FAILS);
        return result;
    }

    private static List<StatementError> errors(TestDatabase database, ToolEdition edition, ToolScript script)
            throws SQLException {
        return ScriptRuns.errors(ScriptRuns.untilTheFirstError(database, edition.script(script)));
    }

    /** PostgreSQL 14 speaks of the control file that it cannot open, later versions of an extension that is not available. */
    private static String notAvailable() {
        return ScriptedDatabases.server().majorVersion() < 15 ? "58P01" : "0A000";
    }

    private static void assumeExtensionIsMissing() {
        assumeFalse(
                ExtensionServer.isOn(ScriptedDatabases.server(), "vector"),
                "not run: extension vector is installed on this server, so it cannot be missing");
    }
}

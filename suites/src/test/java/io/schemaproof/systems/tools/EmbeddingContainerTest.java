package io.schemaproof.systems.tools;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE_DOWN;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY;
import static io.schemaproof.fixtures.tools.ToolScript.LEGACY_ROWS;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE_DOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.query.Query;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("container")
@DisplayName("The column embedding, with pgvector")
@SuppressWarnings("NullAway.Init")
class EmbeddingContainerTest {

    private static final String VECTOR = "(SELECT array_agg(sin(n * i))::vector FROM generate_series(1, 128) i)";

    private ToolEdition tools;

    @BeforeEach
    void find() {
        tools = ToolEdition.complete();
    }

    @Test
    @DisplayName("has 128 dimensions and an ivfflat index for the cosine distance; the extension is there")
    void has_its_type_and_index() {
        try (TestDatabase database = tools.after(CREATE)) {
            assertThat(Schema.of(database.dataSource()))
                    .extension("vector", extension -> extension.isUpToDate())
                    .table("tool")
                    .column(
                            "embedding",
                            embedding -> embedding.hasType("vector(128)").isNullable())
                    .index(
                            "tool_embed_ivff",
                            index -> index.hasMethod("ivfflat")
                                    .hasOption("lists", "100")
                                    .isValid());
            assertThat(Schema.of(database.dataSource()))
                    .statement("INSERT INTO tool (key, name, embedding) VALUES ('a', 'A', '[1,2,3]')")
                    .failsWith("22000")
                    .withMessageContaining("expected 128 dimensions, not 3");
        }
    }

    @Test
    @DisplayName("is NULL in every row of a legacy table, as the guide's count finds")
    void is_null_in_legacy_rows() throws SQLException {
        try (TestDatabase legacy = tools.legacy()) {
            ScriptRuns.mustRun(legacy, tools.script(RECONCILE));

            assertThat(Query.of(legacy.dataSource(), "SELECT count(*) FROM tool WHERE embedding IS NULL"))
                    .returnsExactly(5L);
        }
    }

    @Test
    @DisplayName("wrong: indexing \"for optimal performance\" before there are rows gives an index that finds little")
    void the_index_is_made_with_little_data() throws SQLException {
        try (TestDatabase empty = tools.after()) {
            MigrationRun run = ScriptRuns.mustRun(empty, tools.script(CREATE));

            assertThat(run.outcomes())
                    .flatExtracting(outcome -> outcome.notices())
                    .contains("NOTICE: ivfflat index created with little data");
        }
    }

    @Test
    @DisplayName("is found by the index once there are rows")
    void the_nearest_are_found_by_the_index() {
        try (TestDatabase database = tools.after(CREATE)) {
            ScriptedDatabases.execute(
                    database,
                    "INSERT INTO tool (key, name, embedding) SELECT 'k' || n, 'n', " + VECTOR
                            + " FROM generate_series(1, 3000) n; REINDEX INDEX tool_embed_ivff; ANALYZE tool");

            assertThat(Query.of(
                            database.dataSource(),
                            "SELECT key FROM tool ORDER BY embedding <=> " + VECTOR.replace("n *", "7 *") + " LIMIT 1"))
                    .returnsExactly("k7")
                    .choosesIndex("tool_embed_ivff");
        }
    }

    @Test
    @DisplayName("is lost in every row by the rollback of 002, of which the guide's warning says nothing")
    void every_value_is_lost_by_the_rollback() throws SQLException {
        try (TestDatabase database = tools.after(CREATE)) {
            ScriptedDatabases.execute(
                    database,
                    "INSERT INTO tool (key, name, embedding) SELECT 'k' || n, 'n', " + VECTOR
                            + " FROM generate_series(1, 3) n");
            Query filled = Query.of(database.dataSource(), "SELECT count(embedding) FROM tool");
            assertThat(filled).returnsExactly(3L);

            ScriptRuns.mustRun(database, tools.script(RECONCILE_DOWN));
            ScriptRuns.mustRun(database, tools.script(RECONCILE));

            assertThat(filled).returnsExactly(0L);
        }
    }

    @Test
    @DisplayName("missing extension: where pgvector is installed, the guide's remedy is one")
    void creating_the_extension_is_the_remedy() throws SQLException {
        try (TestDatabase legacy = tools.after(LEGACY, LEGACY_ROWS)) {
            assertThat(ScriptRuns.errors(ScriptRuns.untilTheFirstError(legacy, tools.script(RECONCILE))))
                    .singleElement()
                    .extracting(error -> error.message())
                    .isEqualTo("type \"vector\" does not exist");

            ScriptedDatabases.execute(legacy, "CREATE EXTENSION vector");

            ScriptRuns.mustRun(legacy, tools.script(RECONCILE));
            assertThat(Schema.of(legacy.dataSource()))
                    .table("tool")
                    .column("embedding")
                    .hasType("vector(128)");
        }
    }

    @Test
    @DisplayName("wrong: the guide's column query calls it USER-DEFINED, whatever its dimensions")
    void the_column_query_cannot_tell_dimensions() {
        String query = "SELECT data_type FROM information_schema.columns"
                + " WHERE table_name = 'tool' AND column_name = 'embedding'";
        try (TestDatabase database = tools.after(CREATE)) {
            assertThat(Query.of(database.dataSource(), query)).returnsExactly("USER-DEFINED");

            ScriptedDatabases.execute(
                    database,
                    "ALTER TABLE tool DROP COLUMN embedding; ALTER TABLE tool ADD COLUMN embedding vector(3)");

            assertThat(Query.of(database.dataSource(), query)).returnsExactly("USER-DEFINED");
        }
    }

    @Test
    @DisplayName("001's down takes an extension that was there before it, and is refused where others use it")
    void the_down_takes_the_extension_of_others() throws SQLException {
        try (TestDatabase database = tools.after()) {
            ScriptedDatabases.execute(database, "CREATE EXTENSION vector");
            DatabaseState before = DatabaseState.of(database);
            ScriptRuns.mustRun(database, tools.script(CREATE));
            ScriptRuns.mustRun(database, tools.script(CREATE_DOWN));
            assertThat(before.differencesTo(DatabaseState.of(database)))
                    .anyMatch(difference -> difference.startsWith("extension vector"));

            ScriptRuns.mustRun(database, tools.script(CREATE));
            ScriptedDatabases.execute(database, "CREATE TABLE images (embedding vector(3))");
            assertThat(ScriptRuns.errors(ScriptRuns.untilTheFirstError(database, tools.script(CREATE_DOWN))))
                    .singleElement()
                    .extracting(error -> error.sqlState())
                    .isEqualTo("2BP01");
        }
    }
}

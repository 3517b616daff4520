package io.schemaproof.systems.tools;

import static io.schemaproof.assertions.SchemaAssertions.assertThat;
import static io.schemaproof.assertions.SchemaAssertions.row;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE;
import static io.schemaproof.fixtures.tools.ToolScript.CREATE_DOWN;
import static io.schemaproof.fixtures.tools.ToolScript.DOES_NOT_LOOK;
import static io.schemaproof.fixtures.tools.ToolScript.RECONCILE;
import static io.schemaproof.fixtures.tools.ToolScript.ROWS;
import static io.schemaproof.fixtures.tools.ToolScript.TOUCHES_EVERY_ROW;
import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.fixtures.tools.ToolScript;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Query;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.DescribedContract;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Migrations 001 and 002, without the column embedding")
class MigrationsTest {

    /** Overridden where pgvector is installed. */
    ToolEdition tools() {
        return ToolEdition.withoutEmbedding();
    }

    @Test
    @DisplayName("001 makes table tool with its columns and indexes")
    void creates_the_table_with_its_indexes() {
        try (TestDatabase fresh = tools().after(CREATE)) {
            assertThat(Schema.of(fresh.dataSource()))
                    .hasExactlyTables("tool")
                    .table("tool")
                    .hasPrimaryKey("id")
                    .hasColumns("key", "name", "platform", "tags", "meta", "usage_count", "updated_at")
                    .column("key", key -> key.hasType("text").isNotNullable())
                    .column("platform", platform -> platform.isArrayOf("text"))
                    .column("tags", tags -> tags.isArrayOf("text"))
                    .column(
                            "meta",
                            meta -> meta.hasType("jsonb").isNotNullable().hasDefault("'{}'"))
                    .column("usage_count", count -> count.isNotNullable().hasDefault("0"))
                    .column(
                            "updated_at",
                            at -> at.hasType("timestamptz").isNotNullable().hasDefault("now()"))
                    .index("tool_key_idx", index -> index.isOn("key").isUnique())
                    .index("tool_platform_gin", index -> index.isOn("platform").hasMethod("gin"))
                    .index("tool_tags_gin", index -> index.isOn("tags").hasMethod("gin"))
                    .index(
                            "tool_updated_at_idx",
                            index -> index.isOn("updated_at").isBtree());
            assertThat(Schema.of(fresh.dataSource())).rows("tool").isEmpty();
        }
    }

    @Test
    @DisplayName("what 001 makes keeps the contract that describe writes of it")
    void create_keeps_its_contract() throws IOException {
        try (TestDatabase database = tools().after(CREATE, ROWS)) {
            assertThat(DescribedContract.isKept(database).outcomes()).hasSizeGreaterThan(2);
        }
    }

    @Test
    @DisplayName("001 applied again changes neither schema nor rows")
    void create_is_idempotent() throws SQLException {
        try (TestDatabase database = tools().after(CREATE, ROWS)) {
            changesNothing(database, CREATE);
        }
    }

    @Test
    @DisplayName("002 applied again changes neither schema nor rows")
    void reconcile_is_idempotent() throws SQLException {
        try (TestDatabase database = tools().legacy()) {
            DatabaseState before = DatabaseState.of(database);
            ScriptRuns.mustRun(database, tools().script(RECONCILE));
            assertThat(before.differencesTo(DatabaseState.of(database))).isNotEmpty();

            changesNothing(database, RECONCILE);
        }
    }

    @Test
    @DisplayName("002 does nothing on what 001 has made, and 001 nothing on what 002 has made")
    void each_does_nothing_after_the_other() throws SQLException {
        try (TestDatabase fresh = tools().after(CREATE, ROWS);
                TestDatabase legacy = tools().legacy()) {
            changesNothing(fresh, RECONCILE);

            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));
            changesNothing(legacy, CREATE);
        }
    }

    @Test
    @DisplayName("001 makes the same again after the table was dropped")
    void create_makes_the_table_again() throws SQLException {
        try (TestDatabase database = tools().after(CREATE)) {
            DatabaseState before = DatabaseState.of(database);
            ScriptedDatabases.execute(database, "DROP TABLE tool");

            ScriptRuns.mustRun(database, tools().script(CREATE));

            assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
        }
    }

    @Test
    @DisplayName("001's down takes all of it back")
    void the_down_of_001_takes_all_back() throws SQLException {
        try (TestDatabase empty = tools().after();
                TestDatabase database = tools().after(CREATE, ROWS)) {
            ScriptRuns.mustRun(database, tools().script(CREATE_DOWN));

            assertThat(DatabaseState.of(empty).differencesTo(DatabaseState.of(database)))
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("a migration that changes rows each time is told from one that does not")
    void what_changes_rows_each_time_is_noticed() throws SQLException {
        try (TestDatabase database = tools().after(CREATE, ROWS)) {
            DatabaseState before = DatabaseState.of(database);

            ScriptRuns.mustRun(database, tools().script(TOUCHES_EVERY_ROW));

            assertThat(before.differencesTo(DatabaseState.of(database))).containsExactly("rows of public.tool");
        }
    }

    @Test
    @DisplayName("so is one that adds a column without looking")
    void what_does_not_look_fails_the_second_time() throws SQLException {
        try (TestDatabase database = tools().legacy()) {
            ScriptRuns.mustRun(database, tools().script(DOES_NOT_LOOK));

            List<StatementError> errors =
                    ScriptRuns.errors(ScriptRuns.untilTheFirstError(database, tools().script(DOES_NOT_LOOK)));

            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42701");
                assertThat(error.message()).isEqualTo("column \"usage_count\" of relation \"tool\" already exists");
            });
        }
    }

    @Test
    @DisplayName("two starting points, fresh and legacy, end in the same schema, down to the order of columns")
    void two_starting_points_end_in_the_same_schema() throws SQLException {
        try (TestDatabase fresh = tools().after(CREATE, RECONCILE);
                TestDatabase legacy = tools().legacy()) {
            assertThat(schemaDifference(fresh, legacy).significant()).isNotEmpty();

            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));

            assertThat(schemaDifference(fresh, legacy).describe()).isEqualTo("no differences");
        }
    }

    @Test
    @DisplayName("a legacy table with its columns in another order ends in the same schema but for that order")
    void another_order_of_columns_is_no_other_schema() throws SQLException {
        try (TestDatabase fresh = tools().after(CREATE, RECONCILE);
                TestDatabase legacy = tools().legacy()) {
            ScriptedDatabases.execute(
                    legacy, "ALTER TABLE tool DROP COLUMN platform; ALTER TABLE tool ADD COLUMN platform text");

            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));

            assertThat(schemaDifference(fresh, legacy).significant()).isEmpty();
            assertThat(schemaDifference(fresh, legacy).cosmetic()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("what 002 does not look at stays as it was, and the comparison says so")
    void what_is_not_reconciled_is_noticed() throws SQLException {
        try (TestDatabase fresh = tools().after(CREATE, RECONCILE);
                TestDatabase legacy = tools().legacy()) {
            ScriptedDatabases.execute(legacy, "ALTER TABLE tool ALTER COLUMN name TYPE varchar(100)");

            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));

            assertThat(schemaDifference(fresh, legacy).describe())
                    .contains("public.tool.name")
                    .contains("to   character varying(100)");
        }
    }

    @Test
    @DisplayName("legacy rows keep their keys; texts become lists, NULL stays NULL, what is new has its default")
    void legacy_rows_are_converted() throws SQLException {
        try (TestDatabase legacy = tools().legacy()) {
            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));

            assertThat(Query.of(legacy.dataSource(), "SELECT key, platform::text, tags::text FROM tool ORDER BY id"))
                    .returnsExactly(
                            row("grep", "{linux}", "{text}"),
                            row("ping", "{linux,windows}", "{network}"),
                            row("ipconfig", "{windows}", "{network,addresses,dns}"),
                            row("echo", null, null),
                            row("sleep", "{}", "{time}"));
            assertThat(Schema.of(legacy.dataSource()))
                    .rows("tool")
                    .hasCount(5)
                    .allSatisfy("meta = '{}' AND usage_count = 0 AND updated_at <= now()")
                    .column("updated_at", at -> at.hasNoNulls());
        }
    }

    @Test
    @DisplayName("legacy rows with one key twice stop 002, and the error names the key")
    void legacy_rows_with_one_key_twice_stop_it() throws SQLException {
        try (TestDatabase legacy = tools().legacy()) {
            ScriptedDatabases.execute(legacy, "INSERT INTO tool (key, name) VALUES ('ping', 'Again')");

            List<StatementError> errors =
                    ScriptRuns.errors(ScriptRuns.untilTheFirstError(legacy, tools().script(RECONCILE)));

            assertThat(errors).singleElement().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("23505");
                assertThat(error.detail()).hasValue("Key (key)=(ping) is duplicated.");
                assertThat(error.line()).isEqualTo(ScriptRuns.lineOf(tools().script(RECONCILE), "CREATE UNIQUE INDEX"));
            });
        }
    }

    @Test
    @DisplayName(
            "wrong: \"001 is idempotent\" does not mean that it fits: IF NOT EXISTS takes the legacy table for its own")
    void create_fails_on_a_legacy_table() throws SQLException {
        try (TestDatabase legacy = tools().legacy()) {
            List<StatementError> errors = ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(legacy, tools().script(CREATE)));

            assertThat(errors).first().satisfies(error -> {
                assertThat(error.sqlState()).isEqualTo("42704");
                assertThat(error.message())
                        .isEqualTo("data type text has no default operator class for access method \"gin\"");
            });
            // The rest of what psql runs leaves the table as old as it was, and 002 still mends it.
            assertThat(Schema.of(legacy.dataSource()))
                    .table("tool")
                    .hasExactlyColumnsInOrder("id", "key", "name", "platform", "tags");
            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));
        }
    }

    @Test
    @DisplayName("wrong: the guide's column query calls every list ARRAY, of whatever it is")
    void the_column_query_cannot_tell_lists_apart() {
        String query = "SELECT data_type FROM information_schema.columns WHERE table_name = 'tool'"
                + " AND column_name IN ('platform', 'tags') ORDER BY ordinal_position";
        try (TestDatabase database = tools().after(CREATE)) {
            assertThat(Query.of(database.dataSource(), query)).returnsExactly("ARRAY", "ARRAY");

            ScriptedDatabases.execute(
                    database, "ALTER TABLE tool DROP COLUMN tags; ALTER TABLE tool ADD COLUMN tags integer[]");

            assertThat(Query.of(database.dataSource(), query)).returnsExactly("ARRAY", "ARRAY");
            assertThat(Schema.of(database.dataSource()))
                    .table("tool")
                    .column("tags")
                    .isArrayOf("integer");
        }
    }

    @Test
    @DisplayName(
            "wrong: the guide's two queries go by the table's name alone, so a table of that name elsewhere is mixed in")
    void the_guides_queries_mix_schemas() {
        String columns = "SELECT column_name FROM information_schema.columns WHERE table_name = 'tool'"
                + " AND column_name = 'key'";
        String indexes = "SELECT indexname FROM pg_indexes WHERE tablename = 'tool' ORDER BY indexname";
        List<Object> made = new ArrayList<>(
                List.of("tool_key_idx", "tool_pkey", "tool_platform_gin", "tool_tags_gin", "tool_updated_at_idx"));
        if (tools().embedding()) {
            made.add(0, "tool_embed_ivff");
        }
        try (TestDatabase database = tools().after(CREATE)) {
            assertThat(Query.of(database.dataSource(), columns)).returnsExactly("key");
            assertThat(Query.of(database.dataSource(), indexes)).returnsExactly(made.toArray());

            ScriptedDatabases.execute(
                    database, "CREATE SCHEMA archive; CREATE TABLE archive.tool (key text CONSTRAINT z PRIMARY KEY)");

            assertThat(Query.of(database.dataSource(), columns)).returnsExactly("key", "key");
            assertThat(Query.of(database.dataSource(), indexes)).contains("z");
        }
    }

    @Test
    @DisplayName("\"run ANALYZE after migrations\": the conversion throws the statistics of the lists away")
    void statistics_are_gone_until_analyze() throws SQLException {
        String statistics = "SELECT attname FROM pg_stats WHERE tablename = 'tool'"
                + " AND attname IN ('key', 'platform', 'tags') ORDER BY attname";
        try (TestDatabase legacy = tools().legacy()) {
            ScriptedDatabases.execute(legacy, "ANALYZE tool");
            assertThat(Query.of(legacy.dataSource(), statistics)).returnsExactly("key", "platform", "tags");

            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));
            assertThat(Query.of(legacy.dataSource(), statistics)).returnsExactly("key");

            ScriptedDatabases.execute(legacy, "ANALYZE tool");
            assertThat(Query.of(legacy.dataSource(), statistics)).returnsExactly("key", "platform", "tags");
        }
    }

    private void changesNothing(TestDatabase database, ToolScript script) throws SQLException {
        DatabaseState before = DatabaseState.of(database);
        ScriptRuns.mustRun(database, tools().script(script));
        assertThat(before.differencesTo(DatabaseState.of(database))).isEmpty();
        assertThat(before.rows().tables()).isNotEmpty();
    }

    private static CatalogDiff schemaDifference(TestDatabase one, TestDatabase other) throws SQLException {
        return CatalogDiff.between(
                DatabaseState.of(one).catalog(), DatabaseState.of(other).catalog());
    }
}

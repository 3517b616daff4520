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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.catalog.Schema;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.fixtures.tools.ToolScript;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.StatementError;
import io.schemaproof.query.Query;
import io.schemaproof.systems.DatabaseState;
import io.schemaproof.systems.DescribedContract;
import io.schemaproof.systems.ScriptRuns;
import io.schemaproof.systems.ScriptedDatabases;
import io.schemaproof.systems.TableLines;
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
            Schema schema = Schema.of(fresh.dataSource());
            assertThat(schema).hasExactlyTables("tool").table("tool").hasPrimaryKey("id");
            List<String> columns = new ArrayList<>(List.of(
                    "id bigint NOT NULL",
                    "key text NOT NULL",
                    "name text NOT NULL",
                    "platform text[]",
                    "tags text[]",
                    "meta jsonb NOT NULL DEFAULT '{}'::jsonb",
                    "usage_count integer NOT NULL DEFAULT 0",
                    "updated_at timestamp with time zone NOT NULL DEFAULT now()"));
            List<String> indexes = new ArrayList<>(List.of(
                    "UNIQUE tool_key_idx btree (key)",
                    "tool_platform_gin gin (platform)",
                    "tool_tags_gin gin (tags)",
                    "tool_updated_at_idx btree (updated_at)"));
            if (tools().embedding()) {
                columns.add(7, "embedding public.vector(128)");
                indexes.add("tool_embed_ivff ivfflat (embedding)");
            }
            assertThat(TableLines.columns(schema, "tool")).containsExactlyElementsOf(columns);
            assertThat(TableLines.indexes(schema, "tool")).containsExactlyInAnyOrderElementsOf(indexes);
            assertThat(schema).rows("tool").isEmpty();
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

            assertThat(Query.of(
                            legacy.dataSource(), "SELECT key, name, platform::text, tags::text FROM tool ORDER BY id"))
                    .returnsExactly(
                            row("grep", "Search lines", "{linux}", "{text}"),
                            row("ping", "Reach a host", "{linux,windows}", "{network}"),
                            row("ipconfig", "Show addresses", "{windows}", "{network,addresses,dns}"),
                            row("echo", "Repeat words", null, null),
                            row("sleep", "Wait", "{}", "{time}"));
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
            Script create = tools().script(CREATE);
            List<StatementError> errors = ScriptRuns.errors(ScriptRuns.runAsPsqlDoes(legacy, create));

            assertThat(errors).first().satisfies(error -> {
                assertThat(error.line())
                        .isEqualTo(ScriptRuns.lineOf(create, "CREATE INDEX IF NOT EXISTS tool_platform_gin"));
                assertThat(error.message())
                        .isEqualTo("data type text has no default operator class for access method \"gin\"");
            });
            List<String> states = new ArrayList<>(List.of("42704", "42704", "42703"));
            if (tools().embedding()) {
                states.add("42703");
            }
            assertThat(errors).extracting(StatementError::sqlState).containsExactlyElementsOf(states);
            // Half of it is there: the one index that fits, on a table that is as old as it was. 002 still mends it.
            assertThat(Schema.of(legacy.dataSource()))
                    .table("tool")
                    .hasExactlyColumnsInOrder("id", "key", "name", "platform", "tags")
                    .hasExactlyIndexes("tool_pkey", "tool_key_idx");
            ScriptRuns.mustRun(legacy, tools().script(RECONCILE));
        }
    }

    @Test
    @DisplayName(
            "wrong: the guide's column query has all columns in order, and calls every list ARRAY, of whatever it is")
    void the_column_query_cannot_tell_lists_apart() {
        String query = "SELECT column_name, data_type, column_default FROM information_schema.columns"
                + " WHERE table_name = 'tool' ORDER BY ordinal_position";
        List<Object> columns = new ArrayList<>(List.of(
                row("id", "bigint", null),
                row("key", "text", null),
                row("name", "text", null),
                row("platform", "ARRAY", null),
                row("tags", "ARRAY", null),
                row("meta", "jsonb", "'{}'::jsonb"),
                row("usage_count", "integer", "0"),
                row("updated_at", "timestamp with time zone", "now()")));
        if (tools().embedding()) {
            columns.add(7, row("embedding", "USER-DEFINED", null));
        }
        try (TestDatabase database = tools().after(CREATE)) {
            assertThat(Query.of(database.dataSource(), query)).returnsExactly(columns.toArray());

            ScriptedDatabases.execute(database, "ALTER TABLE tool ALTER COLUMN tags TYPE integer[] USING NULL");

            assertThat(Query.of(database.dataSource(), query)).returnsExactly(columns.toArray());
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
        String indexes = "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'tool' ORDER BY indexname";
        // What \di asks.
        String visible = "SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace"
                + " WHERE relkind IN ('i', 'I') AND nspname !~ '^(pg_|information_schema$)' AND pg_table_is_visible(pg_class.oid)"
                + " ORDER BY relname";
        String on = " ON public.tool USING ";
        List<Object> made = new ArrayList<>(List.of(
                row("tool_key_idx", "CREATE UNIQUE INDEX tool_key_idx" + on + "btree (key)"),
                row("tool_pkey", "CREATE UNIQUE INDEX tool_pkey" + on + "btree (id)"),
                row("tool_platform_gin", "CREATE INDEX tool_platform_gin" + on + "gin (platform)"),
                row("tool_tags_gin", "CREATE INDEX tool_tags_gin" + on + "gin (tags)"),
                row("tool_updated_at_idx", "CREATE INDEX tool_updated_at_idx" + on + "btree (updated_at)")));
        List<Object> names = new ArrayList<>(
                List.of("tool_key_idx", "tool_pkey", "tool_platform_gin", "tool_tags_gin", "tool_updated_at_idx"));
        if (tools().embedding()) {
            made.add(
                    0,
                    row(
                            "tool_embed_ivff",
                            "CREATE INDEX tool_embed_ivff" + on
                                    + "ivfflat (embedding vector_cosine_ops) WITH (lists='100')"));
            names.add(0, "tool_embed_ivff");
        }
        try (TestDatabase database = tools().after(CREATE)) {
            assertThat(Query.of(database.dataSource(), columns)).returnsExactly("key");
            assertThat(Query.of(database.dataSource(), indexes)).returnsExactly(made.toArray());
            assertThat(Query.of(database.dataSource(), visible)).returnsExactly(names.toArray());

            ScriptedDatabases.execute(
                    database, "CREATE SCHEMA archive; CREATE TABLE archive.tool (key text CONSTRAINT z PRIMARY KEY)");

            assertThat(Query.of(database.dataSource(), columns)).returnsExactly("key", "key");
            made.add(row("z", "CREATE UNIQUE INDEX z ON archive.tool USING btree (key)"));
            assertThat(Query.of(database.dataSource(), indexes)).returnsExactly(made.toArray());
            assertThat(Query.of(database.dataSource(), visible))
                    .as("\\di keeps to the search path")
                    .returnsExactly(names.toArray());
        }
    }

    @Test
    @DisplayName(
            "\"indexes for optimal performance\": each of the four finds its rows among many; the lists only by what a GIN index"
                    + " knows")
    void each_index_serves_its_query() {
        try (TestDatabase database = tools().after(CREATE)) {
            ScriptedDatabases.execute(
                    database,
                    "INSERT INTO tool (key, name, platform, tags, updated_at)"
                            + " SELECT 'k' || n, 'n', ARRAY['p' || n % 500], ARRAY['t' || n % 500, 'all'],"
                            + " timestamptz '2026-01-01 00:00+00' + n * interval '1 minute'"
                            + " FROM generate_series(1, 5000) n");
            // Not ANALYZE alone: what was just written into a GIN index waits in a list that every search reads.
            ScriptedDatabases.execute(database, "VACUUM ANALYZE tool");
            assertThat(of(database, "key = 'k7'")).choosesIndex("tool_key_idx").returnsRowCount(1);
            assertThat(of(database, "platform @> '{p7}'"))
                    .choosesIndex("tool_platform_gin")
                    .returnsRowCount(10);
            assertThat(of(database, "tags && '{t7,t8}'"))
                    .choosesIndex("tool_tags_gin")
                    .returnsRowCount(20);
            assertThat(of(database, "updated_at > '2026-01-04 11:00+00'"))
                    .choosesIndex("tool_updated_at_idx")
                    .returnsRowCount(20);
            Query any = of(database, "'p7' = ANY (platform)");
            assertThat(any).returnsRowCount(10);
            assertThatThrownBy(() -> assertThat(any).canUseIndex("tool_platform_gin"))
                    .as("wrong: the same question, asked the other way round, reads them all")
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("tool_platform_gin");
        }
    }

    private static Query of(TestDatabase database, String condition) {
        return Query.of(database.dataSource(), "SELECT name FROM tool WHERE " + condition);
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

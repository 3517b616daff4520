package io.schemaproof.verify.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script would do is known without a copy of the database, where trying it out leaves nothing behind. */
@SuppressWarnings("NullAway.Init")
class RehearsalTest {

    private static final String NOT_NULL = "ALTER TABLE t ALTER name SET NOT NULL;";

    private static ObservedDatabase database;

    @BeforeAll
    static void fill() throws SQLException {
        database = new ObservedDatabase(
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem()))),
                Configuration.ofSystem());
        assertThat(database.run(script(
                                "CREATE TABLE t (id serial PRIMARY KEY, name text); INSERT INTO t DEFAULT VALUES;"))
                        .succeeded())
                .isTrue();
    }

    @AfterAll
    static void drop() throws SQLException {
        database.close();
    }

    private static Script script(String sql) {
        return new Script(Path.of("s.sql"), "s.sql", sql, 1, ScriptDialect.SERVER, ExecutionMode.STATEMENTS);
    }

    @Test
    void the_schema_is_that_which_the_script_makes_where_there_are_no_rows() throws SQLException {
        DatabaseState before = database.state();
        Script script = script("SET ROLE pg_monitor; RESET ROLE; SET search_path = pg_catalog; "
                + NOT_NULL.replace(" t ", " public.t "));

        Catalog made = database.madeWithoutRows(before.catalog(), script).orElseThrow();

        assertThat(database.isKnownToPass(script)).isFalse();
        assertThat(database.state()).isEqualTo(before);
        try (ObservedDatabase copy = database.copy()) {
            copy.empty(before.catalog());
            assertThat(copy.run(script).succeeded()).isTrue();
            assertThat(made).isEqualTo(copy.catalog()).isNotEqualTo(before.catalog());
            assertThat(made.searchPath()).containsExactly("public");
        }
    }

    @Test
    void what_passes_is_known_to_and_taken_back() throws SQLException {
        DatabaseState before = database.state();

        assertThat(database.isKnownToPass(script("ALTER TABLE t ADD more int; CREATE INDEX ON t (more);")))
                .isTrue();
        assertThat(database.isKnownToPass(script("ALTER TABLE t ADD more int; ALTER TABLE t ADD more int;")))
                .isFalse();

        assertThat(database.state()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO t DEFAULT VALUES;",
                "ALTER TABLE t ADD more int;\nupdate t SET more = 1;",
                "CREATE TABLE u AS SELECT nextval('t_id_seq');",
                "DO $$ BEGIN PERFORM nextval('t_id_seq'); END $$;",
                "\\i other.sql"
            })
    void what_may_leave_something_behind_is_not_tried_out(String sql) throws SQLException {
        DatabaseState before = database.state();

        assertThat(database.isKnownToPass(script(sql))).isFalse();
        assertThat(database.madeWithoutRows(before.catalog(), script(sql))).isEmpty();

        assertThat(database.state()).isEqualTo(before);
    }
}

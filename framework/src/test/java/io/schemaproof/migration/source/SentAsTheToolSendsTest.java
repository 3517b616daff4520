package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.MigrationRunner;
import io.schemaproof.migration.StatementError;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same SQL under each convention, on a real server. */
class SentAsTheToolSendsTest {

    private static final String UP = "CREATE TABLE t (a int);\nCREATE INDEX CONCURRENTLY t_a ON t (a);\n";
    private static final String DOWN = "DROP TABLE t;\n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void golang_migrate_cannot_build_an_index_concurrently_beside_another_statement() throws SQLException {
        assertThat(errors(new Folder(root).file("1_a.up.sql", UP).file("1_a.down.sql", DOWN)))
                .containsExactly("up 25001 1_a.up.sql:2", "down 42P01 1_a.down.sql:1");
    }

    @Test
    void diesel_cannot_even_without_a_transaction_of_its_own() throws SQLException {
        Folder folder = new Folder(root).file("1_a/up.sql", UP).file("1_a/down.sql", DOWN);
        assertThat(errors(folder)).first().isEqualTo("up 25001 1_a/up.sql:2");

        folder.file("1_a/metadata.toml", "run_in_transaction = false\n");
        assertThat(errors(folder)).first().isEqualTo("up 25001 1_a/up.sql:2");
    }

    @Test
    void dbmate_cannot_and_the_line_is_the_one_of_the_file() throws SQLException {
        String up = "-- migrate:up transaction:false\n" + UP;
        assertThat(errors(new Folder(root).file("1_a.sql", up + "-- migrate:down\n" + DOWN)))
                .containsExactly("up 25001 1_a.sql:3", "down 42P01 1_a.sql:5");
    }

    @Test
    void goose_can_with_no_transaction() throws SQLException {
        String halves = "-- +goose Up\n" + UP + "-- +goose Down\n" + DOWN;
        assertThat(errors(new Folder(root).file("1_a.sql", "-- +goose NO TRANSACTION\n" + halves)))
                .isEmpty();
        assertThat(errors(new Folder(root).file("1_a.sql", halves))).first().isEqualTo("up 25001 1_a.sql:3");
    }

    @Test
    void psql_can() throws SQLException {
        assertThat(errors(new Folder(root).file("1_a.sql", UP).file("1_a.down.sql", DOWN)))
                .isEmpty();
    }

    @Test
    void psql_can_with_dated_files() throws SQLException {
        assertThat(errors(new Folder(root).file("2025-01-01-a.up.sql", UP).file("2025-01-01-a.down.sql", DOWN)))
                .isEmpty();
    }

    /** Apply all, take all back, and return what failed. */
    private static List<String> errors(Folder files) throws SQLException {
        MigrationFolder folder = files.read();
        List<String> errors = new ArrayList<>();
        try (TestDatabase database =
                TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())))) {
            MigrationRunner runner = MigrationRunner.on(database.settings());
            for (Migration migration : folder.migrations()) {
                add(errors, "up", runner.run(migration.up()));
            }
            List<Migration> backwards = new ArrayList<>(folder.migrations());
            Collections.reverse(backwards);
            for (Migration migration : backwards) {
                add(errors, "down", runner.run(migration.down().orElseThrow()));
            }
        }
        return errors;
    }

    private static void add(List<String> errors, String direction, MigrationRun run) {
        run.firstError().flatMap(outcome -> outcome.error()).ifPresent(error -> errors.add(text(direction, error)));
    }

    private static String text(String direction, StatementError error) {
        return direction + " " + error.sqlState() + " " + error.file() + ":" + error.line();
    }
}

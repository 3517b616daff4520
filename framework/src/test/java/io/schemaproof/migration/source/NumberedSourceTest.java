package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumberedSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void numbers_are_compared_as_numbers_however_they_are_written() {
        MigrationFolder folder = new Folder(root)
                .files("10_c.sql", "9-b.sql", "0003.sql", "001.init.sql", "003b_x.sql", "1.2_y.sql", "100-e.sql")
                .read();

        assertThat(folder.convention()).isEqualTo("numbered");
        assertThat(Folder.ups(folder))
                .containsExactly(
                        "001.init.sql", "1.2_y.sql", "0003.sql", "003b_x.sql", "9-b.sql", "10_c.sql", "100-e.sql");
        assertThat(Folder.names(folder)).startsWith("001 init", "1.2 y", "0003", "003b x");
    }

    @Test
    void a_day_is_no_number() {
        assertThat(new Folder(root)
                        .files("2025_01_02_a.sql", "2025_01_03_b.sql")
                        .error())
                .contains("follow no convention that is known");
    }

    @Test
    void psql_runs_them_statement_by_statement() {
        Script up = new Folder(root).files("1_a.sql").read().migrations().get(0).up();

        assertThat(up.dialect()).isEqualTo(ScriptDialect.PSQL);
        assertThat(up.mode()).isEqualTo(ExecutionMode.STATEMENTS);
    }

    @Test
    void a_down_beside_its_up_is_found_by_its_ending() {
        MigrationFolder folder = new Folder(root)
                .files("1_a.sql", "1_a.down.sql")
                .files("2_b.sql", "2_b_down.sql")
                .files("3_c.sql", "3_c.rollback.sql")
                .files("4_d.sql", "4_d_rollback.sql")
                .files("5-e.up.sql", "5-e.down.sql")
                .files("6.sql", "6.down.sql")
                .files("7_g_up.sql", "7_g_down.sql")
                .files("8_h.sql", "revert/8_h.sql")
                .read();

        assertThat(Folder.ups(folder))
                .containsExactly(
                        "1_a.sql", "2_b.sql", "3_c.sql", "4_d.sql", "5-e.up.sql", "6.sql", "7_g_up.sql", "8_h.sql");
        assertThat(Folder.downs(folder))
                .containsExactly(
                        "1_a.down.sql",
                        "2_b_down.sql",
                        "3_c.rollback.sql",
                        "4_d_rollback.sql",
                        "5-e.down.sql",
                        "6.down.sql",
                        "7_g_down.sql",
                        "revert/8_h.sql");
    }

    @Test
    void downs_may_lie_in_a_folder_of_their_own() {
        assertThat(Folder.downs(new Folder(root)
                        .files("1_a.sql", "2_b.sql", "down/1_a.sql", "down/2_b.sql")
                        .read()))
                .containsExactly("down/1_a.sql", "down/2_b.sql");
    }

    @Test
    void ups_and_downs_may_both_lie_in_folders() {
        MigrationFolder folder = new Folder(root)
                .files("up/1_a.sql", "up/2_b.sql", "down/1_a.down.sql", "rollback/2_b_rollback.sql")
                .read();

        assertThat(Folder.ups(folder)).containsExactly("up/1_a.sql", "up/2_b.sql");
        assertThat(Folder.downs(folder)).containsExactly("down/1_a.down.sql", "rollback/2_b_rollback.sql");
    }

    @Test
    void an_up_that_is_about_going_down_is_recognised_by_its_own_down() {
        MigrationFolder folder = new Folder(root)
                .files("5_shut_down.sql", "5_shut_down.down.sql")
                .read();

        assertThat(Folder.names(folder)).containsExactly("5 shut down");
        assertThat(Folder.downs(folder)).containsExactly("5_shut_down.down.sql");
    }

    @Test
    void a_down_without_an_up_is_refused() {
        assertThat(new Folder(root).files("1_a.sql", "2_b.down.sql").error())
                .startsWith("2_b.down.sql takes back a migration that does not exist: no up has the version 2.");
        assertThat(new Folder(root).files("2_b.sql", "3_shut_down.sql").error())
                .contains("3_shut_down.sql reads like the down of version 3, but no up has that version", "rename it");
    }

    @Test
    void a_number_twice_is_refused_with_both_files() {
        assertThat(new Folder(root).files("3_a.sql", "003_b.sql").error())
                .contains("Two migrations have the version", "003_b.sql", "3_a.sql");
    }

    @Test
    void other_sql_is_reported() {
        MigrationFolder folder = new Folder(root)
                .files("1_a.sql", "seed.sql", "old/2_b.sql", "2_c.sqlite.sql")
                .read();

        assertThat(Folder.ignored(folder)).containsExactly("2_c.sqlite.sql", "old/2_b.sql", "seed.sql");
        assertThat(Folder.reason(folder, "seed.sql")).isEqualTo("not named like 001_users.sql");
    }
}

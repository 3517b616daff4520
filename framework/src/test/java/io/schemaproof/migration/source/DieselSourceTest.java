package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DieselSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void versions_are_text_without_dashes() {
        MigrationFolder folder = new Folder(root)
                .files("9_c/up.sql", "10_b/up.sql", "2020-01-02-030405_a_b/up.sql", "2020-01-02-030405_a_b/down.sql")
                .files("00000000000000_diesel_initial_setup/up.sql", "00000000000000_diesel_initial_setup/down.sql")
                .read();

        assertThat(folder.convention()).isEqualTo("diesel");
        assertThat(Folder.names(folder))
                .containsExactly("00000000000000 diesel initial setup", "10 b", "20200102030405 a b", "9 c");
        assertThat(Folder.downs(folder))
                .containsExactly(
                        "00000000000000_diesel_initial_setup/down.sql", "-", "2020-01-02-030405_a_b/down.sql", "-");
    }

    @Test
    void the_whole_file_is_sent_in_a_transaction_unless_metadata_turns_it_off_or_forgets_to_turn_it_on() {
        List<Migration> migrations = new Folder(root)
                .files("1_a/up.sql", "1_a/down.sql", "2_b/up.sql", "3_c/up.sql", "4_d/up.sql", "5_e/up.sql")
                .file("2_b/metadata.toml", "run_in_transaction = false\n")
                .file("3_c/metadata.toml", "# nothing here\n")
                .file("4_d/metadata.toml", "run_in_transaction = true # the default\n")
                .file("5_e/metadata.toml", "[other]\nrun_in_transaction = true\n")
                .read()
                .migrations();

        assertThat(migrations)
                .extracting(migration -> migration.up().mode())
                .containsExactly(
                        ExecutionMode.WHOLE_IN_TRANSACTION,
                        ExecutionMode.WHOLE,
                        ExecutionMode.WHOLE,
                        ExecutionMode.WHOLE_IN_TRANSACTION,
                        ExecutionMode.WHOLE);
        assertThat(migrations.get(0).down().orElseThrow().mode()).isEqualTo(ExecutionMode.WHOLE_IN_TRANSACTION);
        assertThat(migrations.get(0).up().dialect()).isEqualTo(ScriptDialect.SERVER);
    }

    @Test
    void an_empty_up_is_not_runnable_because_diesel_refuses_it() {
        Migration migration =
                new Folder(root).file("1_a/up.sql", "").read().migrations().get(0);

        assertThat(migration.notRunnable())
                .hasValueSatisfying(
                        reason -> assertThat(reason).startsWith("up.sql is empty, which Diesel refuses to run"));
    }

    @Test
    void a_folder_without_up_keeps_its_place_and_is_not_run() {
        MigrationFolder folder =
                new Folder(root).files("1_a/up.sql", "2_b/up.rs", "3_c/up.sql").read();

        assertThat(Folder.names(folder)).containsExactly("1 a", "2 b", "3 c");
        assertThat(folder.migrations().get(1).notRunnable()).contains("has no up.sql");
    }

    @Test
    void one_version_in_two_folders_is_refused() {
        assertThat(new Folder(root)
                        .files("2020-01-02-000000_a/up.sql", "20200102000000_b/up.sql")
                        .error())
                .contains(
                        "Two migrations have the version 20200102000000",
                        "2020-01-02-000000_a/up.sql",
                        "20200102000000_b/up.sql");
    }

    @Test
    void a_down_without_an_up_is_refused() {
        assertThat(new Folder(root).files("1_a/up.sql", "2_b/down.sql").error())
                .startsWith("2_b/down.sql takes back a migration that does not exist");
    }

    @Test
    void other_sql_is_reported() {
        MigrationFolder folder = new Folder(root)
                .files("1_a/up.sql", "1_a/notes.sql", "seed.sql", "1_a/old/up.sql")
                .read();

        assertThat(Folder.ignored(folder)).containsExactly("1_a/notes.sql", "1_a/old/up.sql", "seed.sql");
        assertThat(Folder.reason(folder, "seed.sql")).contains("not in a folder of its own");
        assertThat(Folder.reason(folder, "1_a/old/up.sql")).contains("in a sub-folder of a migration");
    }

    /** Diesel takes its default where it cannot read the file, and says nothing. */
    @Test
    void a_transaction_is_opened_where_the_metadata_cannot_be_read() {
        MigrationFolder folder = new Folder(root)
                .files("1_a/up.sql", "1_a/down.sql", "2_b/up.sql", "2_b/down.sql")
                .file("1_a/metadata.toml", "run_in_transaction = flase\n")
                .file("2_b/metadata.toml", "run_in_transaction = \"false\"\n")
                .read();

        assertThat(folder.migrations())
                .extracting(migration -> migration.up().mode())
                .containsOnly(ExecutionMode.WHOLE_IN_TRANSACTION);
    }
}

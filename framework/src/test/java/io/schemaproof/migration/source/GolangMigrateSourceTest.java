package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GolangMigrateSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void versions_are_numbers_and_the_down_may_be_missing() {
        MigrationFolder folder = new Folder(root)
                .files("10_c.up.sql", "10_c.down.sql", "9_b_two.up.sql", "0008_a.up.sql", "0008_a.down.sql")
                .read();

        assertThat(folder.convention()).isEqualTo("golang-migrate");
        assertThat(Folder.names(folder)).containsExactly("0008 a", "9 b two", "10 c");
        assertThat(Folder.downs(folder)).containsExactly("0008_a.down.sql", "-", "10_c.down.sql");
    }

    @Test
    void the_whole_file_is_sent_in_one_message_without_a_transaction_around_it() {
        Script up = new Folder(root)
                .file("1_a.up.sql", "SELECT 1;\n")
                .read()
                .migrations()
                .get(0)
                .up();

        assertThat(up.mode()).isEqualTo(ExecutionMode.WHOLE);
        assertThat(up.dialect()).isEqualTo(ScriptDialect.SERVER);
        assertThat(up.text()).isEqualTo("SELECT 1;\n");
        assertThat(up.firstLine()).isEqualTo(1);
        assertThat(up.file()).isEqualTo(root.resolve("1_a.up.sql"));
    }

    @Test
    void a_down_belongs_to_the_up_of_its_number_whatever_their_words() {
        MigrationFolder folder =
                new Folder(root).files("1_add_x.up.sql", "1_drop_x.down.sql").read();

        assertThat(Folder.downs(folder)).containsExactly("1_drop_x.down.sql");
    }

    @Test
    void files_for_other_databases_are_ignored_and_those_for_postgresql_win() {
        MigrationFolder folder = new Folder(root)
                .files(
                        "1_a.mysql.up.sql",
                        "1_a.up.sql",
                        "1_a.postgres.up.sql",
                        "1_a.down.sql",
                        "2_b.sqlite3.up.sql",
                        "3_c.up.sql")
                .read();

        assertThat(Folder.ups(folder)).containsExactly("1_a.postgres.up.sql", "3_c.up.sql");
        assertThat(Folder.downs(folder)).containsExactly("1_a.down.sql", "-");
        assertThat(Folder.names(folder)).containsExactly("1 a", "3 c");
        assertThat(Folder.reason(folder, "1_a.mysql.up.sql")).isEqualTo("for mysql, not PostgreSQL");
        assertThat(Folder.reason(folder, "2_b.sqlite3.up.sql")).isEqualTo("for sqlite3, not PostgreSQL");
        assertThat(Folder.reason(folder, "1_a.up.sql")).contains("another file of the same version is for PostgreSQL");
    }

    @Test
    void a_number_twice_is_refused_with_both_files() {
        assertThat(new Folder(root).files("1_a.up.sql", "01_b.up.sql").error())
                .contains("Two migrations have the version 01", "01_b.up.sql", "1_a.up.sql", "schemaproof.list");
    }

    @Test
    void two_downs_are_refused_with_both_files() {
        assertThat(new Folder(root)
                        .files("1_a.up.sql", "1_a.down.sql", "1_b.down.sql")
                        .error())
                .contains("has two downs", "1_a.down.sql", "1_b.down.sql");
        assertThat(new Folder(root)
                        .files("1_a.up.sql", "1_a.down.sql", "1_b.up.sql", "1_b.down.sql")
                        .error())
                .startsWith("Two migrations have the version 1: 1_a.up.sql and 1_b.up.sql.");
    }

    @Test
    void a_down_without_an_up_is_refused() {
        assertThat(new Folder(root).files("1_a.up.sql", "2_b.down.sql").error())
                .startsWith("2_b.down.sql takes back a migration that does not exist");
    }

    @Test
    void a_file_is_run_whatever_its_name_ends_in() {
        MigrationFolder folder = new Folder(root)
                .files("1_a.up.sql", "1_a.down.pgsql", "2_b.up.pgsql", "3_c.up.SQL")
                .read("golang-migrate");

        assertThat(Folder.ups(folder)).containsExactly("1_a.up.sql", "2_b.up.pgsql", "3_c.up.SQL");
        assertThat(Folder.downs(folder)).containsExactly("1_a.down.pgsql", "-", "-");
        assertThat(new Folder(root).files("1_a.up.sql.bak").errorOf("golang-migrate"))
                .startsWith("Two migrations have the version 1: 1_a.up.sql and 1_a.up.sql.bak.");
    }

    @Test
    void sql_that_the_tool_skips_is_reported() {
        MigrationFolder folder = new Folder(root)
                .files("1_a.up.sql", "seed.sql", "old/2_b.up.sql")
                .read();

        assertThat(Folder.ignored(folder)).containsExactly("old/2_b.up.sql", "seed.sql");
        assertThat(Folder.reason(folder, "seed.sql")).contains("golang-migrate does not run it");
        assertThat(Folder.reason(folder, "old/2_b.up.sql")).contains("sub-folder");
    }
}

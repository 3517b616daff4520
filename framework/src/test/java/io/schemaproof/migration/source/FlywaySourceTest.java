package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlywaySourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void versions_are_compared_number_by_number_and_repeatable_ones_come_last_by_description() {
        MigrationFolder folder = new Folder(root)
                .files(
                        "V10__ten.sql",
                        "V1_2__b.sql",
                        "V1__a.sql",
                        "V1.10__c.sql",
                        "R__views.sql",
                        "R__a_function.sql",
                        "V002__two.sql")
                .read();

        assertThat(folder.convention()).isEqualTo("flyway");
        assertThat(Folder.names(folder))
                .containsExactly("1 a", "1.2 b", "1.10 c", "002 two", "10 ten", "a function", "views");
        assertThat(folder.migrations().stream().filter(Migration::repeatable).map(Migration::version))
                .containsExactly("a function", "views");
    }

    @Test
    void undo_scripts_are_downs() {
        MigrationFolder folder = new Folder(root)
                .files("V1.1__a.sql", "U1_1__a.sql", "V2__b.sql")
                .read();

        assertThat(Folder.downs(folder)).containsExactly("U1_1__a.sql", "-");
    }

    @Test
    void sub_folders_belong_to_it() {
        MigrationFolder folder =
                new Folder(root).files("a/V2__b.sql", "z/deep/V1__a.sql").read();

        assertThat(Folder.ups(folder)).containsExactly("z/deep/V1__a.sql", "a/V2__b.sql");
    }

    @Test
    void scripts_run_statement_by_statement_in_a_transaction_unless_their_conf_says_otherwise() {
        List<Migration> migrations = new Folder(root)
                .files("V1__a.sql", "V2__b.sql")
                .file("V2__b.sql.conf", "executeInTransaction=false\n")
                .read()
                .migrations();

        assertThat(migrations.get(0).up().mode()).isEqualTo(ExecutionMode.STATEMENTS_IN_TRANSACTION);
        assertThat(migrations.get(1).up().mode()).isEqualTo(ExecutionMode.STATEMENTS);
        assertThat(migrations.get(1).up().dialect()).isEqualTo(ScriptDialect.FLYWAY);
    }

    @Test
    void a_conf_may_name_the_encoding_or_switch_the_script_off() {
        List<Migration> migrations = new Folder(root)
                .file("V1__a.sql", "SELECT 'é';".getBytes(StandardCharsets.ISO_8859_1))
                .file("V1__a.sql.conf", "encoding=ISO-8859-1")
                .files("V2__b.sql")
                .file("V2__b.sql.conf", "shouldExecute=false")
                .read()
                .migrations();

        assertThat(migrations.get(0).up().text()).isEqualTo("SELECT 'é';");
        assertThat(migrations.get(1).notRunnable()).contains("shouldExecute=false in its .conf");
    }

    @Test
    void an_unknown_encoding_is_refused() {
        assertThat(new Folder(root)
                        .files("V1__a.sql")
                        .file("V1__a.sql.conf", "encoding=klingon")
                        .error())
                .isEqualTo("V1__a.sql.conf names the encoding klingon, which Java does not know.");
    }

    @Test
    void the_newest_baseline_replaces_what_is_older() {
        MigrationFolder folder = new Folder(root)
                .files("V1__a.sql", "U1__a.sql", "V2__b.sql", "V3__c.sql", "B1__all.sql", "B2__all.sql", "R__v.sql")
                .read();

        assertThat(Folder.ups(folder)).containsExactly("B2__all.sql", "V3__c.sql", "R__v.sql");
        assertThat(Folder.ignored(folder)).containsExactly("B1__all.sql", "U1__a.sql", "V1__a.sql", "V2__b.sql");
        assertThat(Folder.reason(folder, "V2__b.sql")).contains("replaced by the baseline B2__all.sql");
    }

    @Test
    void callbacks_and_misnamed_files_are_reported() {
        MigrationFolder folder = new Folder(root)
                .files("V1__a.sql", "beforeMigrate.sql", "afterMigrate__grants.sql", "V2_b.sql", "notes.sql")
                .read();

        assertThat(Folder.reason(folder, "beforeMigrate.sql")).isEqualTo("a Flyway callback; not run");
        assertThat(Folder.reason(folder, "afterMigrate__grants.sql")).isEqualTo("a Flyway callback; not run");
        assertThat(Folder.reason(folder, "V2_b.sql")).contains("two underscores");
        assertThat(Folder.reason(folder, "notes.sql")).contains("not named like V1__users.sql");
    }

    @Test
    void steps_in_other_languages_keep_their_place_and_are_not_run() {
        List<Migration> migrations = new Folder(root)
                .files("V1__a.sql", "V2__b.java", "V3__c.kt", "V4__d.sql")
                .read()
                .migrations();

        assertThat(migrations).extracting(Migration::version).containsExactly("1", "2", "3", "4");
        assertThat(migrations.get(1).notRunnable())
                .contains("written in Java, which Flyway itself runs with --format flyway-library");
        assertThat(migrations.get(2).notRunnable())
                .contains("written in Kotlin, which Flyway itself runs with --format flyway-library");
        assertThat(migrations.get(3).notRunnable()).isEmpty();
    }

    @Test
    void a_version_without_description_is_one() {
        assertThat(Folder.names(new Folder(root).files("V1__a.sql", "V2.sql").read()))
                .containsExactly("1 a", "2");
    }

    @Test
    void equal_versions_are_refused_however_they_are_written() {
        assertThat(new Folder(root).files("V1.1__a.sql", "sub/V01_1__b.sql").error())
                .contains("Two migrations have the version 1.1", "V1.1__a.sql", "sub/V01_1__b.sql");
    }

    @Test
    void zeros_at_the_end_do_not_make_another_version() {
        assertThat(new Folder(root).files("V1__a.sql", "V1.0__b.sql").error()).contains("V1__a.sql", "V1.0__b.sql");
    }

    @Test
    void equal_descriptions_of_repeatable_ones_are_refused() {
        assertThat(new Folder(root).files("R__a.sql", "sub/R__a.sql").error()).contains("R__a.sql", "sub/R__a.sql");
    }

    @Test
    void an_undo_without_its_version_is_refused() {
        assertThat(new Folder(root).files("V1__a.sql", "U2__b.sql").error())
                .startsWith("U2__b.sql takes back a migration that does not exist: no up has the version 2.");
    }
}

package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.Script;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DbmateSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private static final String PAIR = "-- migrate:up\nCREATE TABLE a ();\n\n-- migrate:down\nDROP TABLE a;\n";

    @Test
    void a_section_is_the_text_below_its_marker_and_knows_its_line() {
        Migration migration = new Folder(root)
                .file("20250101_create_a.sql", "-- why\n" + PAIR)
                .read()
                .migrations()
                .get(0);

        assertThat(migration.displayName()).isEqualTo("20250101 create a");
        assertThat(migration.up().text()).isEqualTo("CREATE TABLE a ();\n\n");
        assertThat(migration.up().firstLine()).isEqualTo(3);
        assertThat(migration.up().mode()).isEqualTo(ExecutionMode.WHOLE_IN_TRANSACTION);
        assertThat(migration.up().dialect()).isEqualTo(ScriptDialect.SERVER);
        Script down = migration.down().orElseThrow();
        assertThat(down.text()).isEqualTo("DROP TABLE a;\n");
        assertThat(down.firstLine()).isEqualTo(6);
    }

    @Test
    void versions_are_compared_as_text() {
        MigrationFolder folder = new Folder(root)
                .file("9_b.sql", PAIR)
                .file("10_a.sql", PAIR)
                .file("20250101.sql", PAIR)
                .read();

        assertThat(folder.convention()).isEqualTo("dbmate");
        assertThat(Folder.names(folder)).containsExactly("10 a", "20250101", "9 b");
    }

    @Test
    void each_block_says_for_itself_whether_it_wants_a_transaction() {
        Migration migration = new Folder(root)
                .file("1_a.sql", "-- migrate:up transaction:false\nSELECT 1;\n--migrate:down\nSELECT 2;\n")
                .read()
                .migrations()
                .get(0);

        assertThat(migration.up().mode()).isEqualTo(ExecutionMode.WHOLE);
        assertThat(migration.down().orElseThrow().mode()).isEqualTo(ExecutionMode.WHOLE_IN_TRANSACTION);
    }

    @Test
    void several_pairs_in_one_file_are_steps_of_their_own() {
        List<Migration> migrations = new Folder(root)
                .file("1_a.sql", PAIR + "-- migrate:up transaction:false\nSELECT 1;\n-- migrate:down\n")
                .read()
                .migrations();

        assertThat(migrations)
                .extracting(Migration::displayName)
                .containsExactly("1 a (part 1 of 2)", "1 a (part 2 of 2)");
        assertThat(migrations.get(0).down().orElseThrow().text()).isEqualTo("DROP TABLE a;\n");
        assertThat(migrations.get(1).up().firstLine()).isEqualTo(7);
        assertThat(migrations.get(1).up().mode()).isEqualTo(ExecutionMode.WHOLE);
        assertThat(migrations.get(1).down().orElseThrow().text()).isEmpty();
    }

    @Test
    void variables_of_the_environment_are_not_guessed() {
        Migration migration = new Folder(root)
                .file("1_a.sql", "-- migrate:up env-var:NAME\nSELECT '{{ .NAME }}';\n-- migrate:down\n")
                .read()
                .migrations()
                .get(0);

        assertThat(migration.notRunnable())
                .hasValueSatisfying(reason -> assertThat(reason).contains("env-var"));
    }

    @Test
    void windows_line_ends_do_not_hide_markers() {
        Migration migration = new Folder(root)
                .file("1_a.sql", PAIR.replace("\n", "\r\n"))
                .read()
                .migrations()
                .get(0);

        assertThat(migration.up().text()).isEqualTo("CREATE TABLE a ();\r\n\r\n");
    }

    @Test
    void a_file_without_up_or_down_is_refused() {
        assertThat(new Folder(root)
                        .file("1_a.sql", "-- migrate:up\nSELECT 1;\n")
                        .error())
                .isEqualTo("1_a.sql lacks a line -- migrate:down, and dbmate refuses it."
                        + " Write the marker, even if nothing follows it.");
        assertThat(new Folder(root).file("1_a.sql", PAIR).files("2_b.sql").error())
                .startsWith("2_b.sql line 1 has a statement before -- migrate:up");
        assertThat(new Folder(root).file("2_b.sql", "-- nothing\n").error())
                .startsWith("2_b.sql lacks a line -- migrate:up");
    }

    @Test
    void a_down_before_its_up_is_refused() {
        assertThat(new Folder(root)
                        .file("1_a.sql", "-- migrate:down\nSELECT 1;\n-- migrate:up\n")
                        .error())
                .startsWith("1_a.sql line 1 has a -- migrate:down that follows no -- migrate:up");
    }

    @Test
    void a_version_twice_is_refused() {
        assertThat(new Folder(root).file("1_a.sql", PAIR).file("1_b.sql", PAIR).error())
                .contains("Two migrations have the version 1: 1_a.sql and 1_b.sql");
    }

    @Test
    void files_without_digits_are_reported() {
        MigrationFolder folder = new Folder(root)
                .file("1_a.sql", PAIR)
                .file("x.sql", PAIR)
                .files("sub/2_b.sql")
                .read();

        assertThat(Folder.reason(folder, "x.sql")).contains("does not begin with digits");
        assertThat(Folder.reason(folder, "sub/2_b.sql")).contains("in a sub-folder");
    }
}

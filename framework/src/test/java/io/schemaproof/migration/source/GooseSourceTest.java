package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.ExecutionMode;
import io.schemaproof.migration.Migration;
import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import io.schemaproof.migration.ScriptDialect;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GooseSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private static final String PAIR = "-- +goose Up\nCREATE TABLE a ();\n\n-- +goose Down\nDROP TABLE a;\n";

    @Test
    void a_section_is_the_text_below_its_marker_and_knows_its_line() {
        MigrationFolder folder =
                new Folder(root).file("00001_create_a.sql", PAIR).read();
        Migration migration = folder.migrations().get(0);

        assertThat(folder.convention()).isEqualTo("goose");
        assertThat(migration.displayName()).isEqualTo("00001 create a");
        assertThat(migration.up().text()).isEqualTo("CREATE TABLE a ();\n\n");
        assertThat(migration.up().firstLine()).isEqualTo(2);
        assertThat(migration.up().mode()).isEqualTo(ExecutionMode.STATEMENTS_IN_TRANSACTION);
        assertThat(migration.up().dialect()).isEqualTo(ScriptDialect.GOOSE);
        assertThat(migration.down().orElseThrow().text()).isEqualTo("DROP TABLE a;\n");
        assertThat(migration.down().orElseThrow().firstLine()).isEqualTo(5);
    }

    @Test
    void no_transaction_anywhere_is_for_both_halves() {
        Migration migration = new Folder(root)
                .file("1_a.sql", PAIR + "-- +goose no transaction\n")
                .read()
                .migrations()
                .get(0);

        assertThat(migration.up().mode()).isEqualTo(ExecutionMode.STATEMENTS);
        assertThat(migration.down().orElseThrow().mode()).isEqualTo(ExecutionMode.STATEMENTS);
    }

    @Test
    void what_goose_refuses_above_the_halves_is_refused() {
        for (String line : List.of("-- +goose NO TRANSACTON", " -- +goose NO TRANSACTION", "-- Made for +goose")) {
            assertThatThrownBy(() ->
                            new Folder(root).file("1_a.sql", line + "\n" + PAIR).read())
                    .isInstanceOf(MigrationException.class)
                    .hasMessageStartingWith("1_a.sql line 1 has the ")
                    .hasMessageContaining("annotation '" + line.strip() + "'")
                    .hasMessageEndingWith(
                            ", and goose refuses it. It takes each line that begins with -- and holds +goose for"
                                    + " one of its own.");
        }
        assertThat(new Folder(root)
                        .file("1_a.sql", "-- Made by goose\n" + PAIR)
                        .read()
                        .migrations())
                .hasSize(1);
    }

    @Test
    void markers_are_read_in_any_case_and_the_down_may_be_missing() {
        Migration migration = new Folder(root)
                .file("1_a.sql", "--+goose UP\r\nSELECT 1;\r\n")
                .read()
                .migrations()
                .get(0);

        assertThat(migration.up().text()).isEqualTo("SELECT 1;\r\n");
        assertThat(migration.down()).isEmpty();
    }

    @Test
    void versions_are_numbers_and_steps_in_go_stand_between_them() {
        MigrationFolder folder = new Folder(root)
                .file("10_c.sql", PAIR)
                .file("9_a.sql", PAIR)
                .files("00009_test_test.go", "0_not_a_version_test.go")
                .file("0010000_d.go", "package migrations")
                .file("helper.go", "package migrations")
                .read();

        assertThat(Folder.names(folder)).containsExactly("9 a", "10 c", "0010000 d");
        assertThat(folder.migrations().get(2).notRunnable()).contains("written in Go");
    }

    @Test
    void a_switch_for_variables_stays_in_its_half() {
        List<Migration> migrations = new Folder(root)
                .file(
                        "1_a.sql",
                        "-- +goose Up\n-- +goose ENVSUB ON\nSELECT '${HOME}';\n-- +goose ENVSUB OFF\n-- +goose Down\n")
                .file("2_b.sql", "-- +goose ENVSUB ON\n-- +goose Up\nSELECT '${HOME}';\n")
                .read()
                .migrations();

        assertThat(migrations.get(0).notRunnable()).isEmpty();
        assertThat(migrations.get(0).up().text()).contains("ENVSUB ON");
        assertThat(migrations.get(1).notRunnable())
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("ENVSUB ON stands outside the half"));
    }

    @Test
    void what_goose_refuses_is_refused_with_its_line() {
        assertThat(new Folder(root).file("1_a.sql", "SELECT 1;\n" + PAIR).error())
                .startsWith("1_a.sql line 1 has a statement before -- +goose Up");
        assertThat(new Folder(root).file("1_a.sql", PAIR + PAIR).error())
                .startsWith("1_a.sql line 6 has a second -- +goose Up (the first is on line 1)");
        assertThat(new Folder(root).file("1_a.sql", PAIR + "-- +goose Down\n").error())
                .startsWith("1_a.sql line 6 has a second -- +goose Down (the first is on line 4)");
        assertThat(new Folder(root).file("1_a.sql", "-- +goose Down\n").error())
                .startsWith("1_a.sql line 1 has -- +goose Down before any -- +goose Up");
        assertThat(new Folder(root)
                        .file("1_a.sql", PAIR)
                        .file("2_b.sql", "-- nothing\n")
                        .error())
                .startsWith("2_b.sql has no line -- +goose Up, and goose refuses it.");
    }

    @Test
    void a_version_beyond_64_bits_is_refused() {
        assertThat(new Folder(root).file("9223372036854775808_a.sql", PAIR).error())
                .startsWith(
                        "9223372036854775808_a.sql has the version 9223372036854775808; goose takes versions from 1");
    }

    @Test
    void a_version_of_zero_is_refused() {
        assertThat(new Folder(root).file("00000_a.sql", PAIR).error())
                .startsWith("00000_a.sql has the version 00000; goose takes versions from 1 to 9223372036854775807");
    }

    @Test
    void a_version_twice_is_refused_even_across_languages() {
        assertThat(new Folder(root).file("1_a.sql", PAIR).files("01_b.go").error())
                .contains("Two migrations have the version", "01_b.go", "1_a.sql");
    }
}

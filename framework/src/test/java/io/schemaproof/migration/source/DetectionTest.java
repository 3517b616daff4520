package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private static final String GOOSE = "-- +goose Up\nSELECT 1;\n-- +goose Down\n";
    private static final String DBMATE = "-- migrate:up\nSELECT 1;\n-- migrate:down\n";

    @Test
    void a_marker_is_stronger_than_a_name() {
        assertThat(new Folder(root).file("1_a.sql", GOOSE).read().convention()).isEqualTo("goose");
    }

    @Test
    void two_markers_are_refused_with_their_files_and_the_way_out() {
        assertThat(new Folder(root)
                        .file("1_a.sql", GOOSE)
                        .file("2_b.sql", DBMATE)
                        .error())
                .contains(
                        "follows 2 conventions at once",
                        "dbmate: 2 files marked with -- migrate:up (1_a.sql, 2_b.sql)",
                        "goose: 2 files marked with -- +goose Up (1_a.sql, 2_b.sql)",
                        "--format dbmate or --format goose");
    }

    @Test
    void two_kinds_of_names_are_refused() {
        Folder folder = new Folder(root).files("1_a.up.sql", "V1__a.sql", "2_plain.sql");

        assertThat(folder.error())
                .contains(
                        "flyway: 1 file named like V1__users.sql (V1__a.sql)",
                        "golang-migrate: 1 file named like 1_users.up.sql and 1_users.down.sql (1_a.up.sql)",
                        "numbered: 1 file named like 001_users.sql (2_plain.sql)");
        assertThat(Folder.ignored(folder.read("golang-migrate"))).containsExactly("2_plain.sql", "V1__a.sql");
        assertThat(Folder.ignored(folder.read("flyway"))).containsExactly("1_a.up.sql", "2_plain.sql");
    }

    @Test
    void a_shape_beside_names_is_refused() {
        assertThat(new Folder(root).files("1_a/up.sql", "2_b.up.sql").error())
                .contains("diesel: 1 file", "golang-migrate: 1 file");
    }

    @Test
    void a_list_decides() {
        assertThat(new Folder(root)
                        .files("1_a.up.sql", "V1__a.sql")
                        .file("schemaproof.list", "V1__a.sql\n1_a.up.sql\n")
                        .read()
                        .convention())
                .isEqualTo("list");
    }

    @Test
    void an_unknown_format_names_the_known_ones() {
        assertThat(new Folder(root).files("1_a.sql").errorOf("rails"))
                .isEqualTo(
                        "There is no format rails; choose one of auto, flyway, golang-migrate, diesel, dbmate, goose,"
                                + " dated, numbered, list.");
    }

    @Test
    void a_format_that_does_not_fit_says_what_it_found() {
        assertThat(new Folder(root).files("1_a.sql").errorOf("flyway"))
                .contains("holds no migration of the convention flyway", "1_a.sql", "Flyway skips it");
    }

    @Test
    void names_without_any_convention_point_to_the_list() {
        assertThat(new Folder(root).files("users.sql", "orders.sql").error())
                .contains(
                        "The 2 SQL files in",
                        "follow no convention that is known (orders.sql, users.sql)",
                        "schemaproof.list");
    }
}

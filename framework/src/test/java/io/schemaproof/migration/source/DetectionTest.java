package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.MigrationFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionTest {

    @Test
    void a_file_that_is_nearly_sql_is_not_left_out_in_silence() {
        MigrationFolder folder = new Folder(root)
                .files("V1__a.sql", "V2__b.pgsql", "V3__c.sql.off", "V4__d.SQL", "V1__a.conf", "notes.txt")
                .file("V1__a.sql.conf", "executeInTransaction=true")
                .read();

        assertThat(Folder.ignored(folder)).containsExactly("V2__b.pgsql", "V3__c.sql.off", "V4__d.SQL");
        assertThat(Folder.reason(folder, "V2__b.pgsql")).isEqualTo("its name does not end in .sql");
        assertThat(Folder.reason(folder, "V4__d.SQL")).endsWith("; in its name .sql stands in capital letters");
    }

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
                                + " sql-migrate, sqlx, sqitch, liquibase, node-pg-migrate, prisma, atlas, drizzle, mybatis, popx,"
                                + " supabase, refinery, dated, numbered, list, commands, flyway-library, liquibase-library.");
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

    @Test
    void what_a_project_depends_on_tells_tools_apart_whose_files_are_named_alike() {
        Folder pairs = new Folder(root.resolve("app/migrations")).files("1_a.up.sql", "1_a.down.sql");
        assertThat(pairs.read().convention()).isEqualTo("golang-migrate");

        new Folder(root).file("Cargo.toml", "[dependencies]\nsqlx = { version = \"0.8\" }\nrefinery = \"0.8\"\n");
        assertThat(pairs.read().convention()).isEqualTo("sqlx");
        assertThat(new Folder(root.resolve("app/flyway"))
                        .files("V1__a.sql")
                        .read()
                        .convention())
                .isEqualTo("refinery");
        // A mark in the files is stronger: projects use sqlx for queries and dbmate for migrations.
        assertThat(new Folder(root.resolve("app/db"))
                        .file("1_a.sql", DBMATE)
                        .read()
                        .convention())
                .isEqualTo("dbmate");

        new Folder(root).file("package.json", "{\"dependencies\": {\"node-pg-migrate\": \"^8.0.0\"}}");
        assertThat(new Folder(root.resolve("app/plain")).files("1_a.sql").error())
                .contains(
                        "follows 2 conventions at once",
                        "sqlx: 1 file named like 1_users.sql, and ../../Cargo.toml names sqlx (1_a.sql)",
                        "node-pg-migrate: 1 file named like 1700000000000_users.sql, and ../../package.json names node-pg-migrate",
                        "Choose with --format sqlx or --format node-pg-migrate");
    }

    @Test
    void two_manifests_are_refused_and_our_own_list_decides() {
        Folder folder = new Folder(root)
                .file("sqitch.plan", "%project=x\na 2026-01-01T00:00:00Z x <x@example.org>\n")
                .files("deploy/a.sql", "0000_a.sql")
                .file("meta/_journal.json", "{\"entries\": [{\"tag\": \"0000_a\"}]}");
        assertThat(folder.error())
                .contains(
                        "sqitch: 1 file plans the changes of Sqitch",
                        "drizzle: 1 file lists the migrations of Drizzle");
        assertThat(folder.file("schemaproof.list", "0000_a.sql\n").read().convention())
                .isEqualTo("list");
    }

    @Test
    void folders_of_a_step_are_prismas_or_drizzles_and_nobody_guesses() {
        assertThat(new Folder(root).files("20250101000000_a/migration.sql").error())
                .contains("prisma: 1 file migration.sql in a folder", "drizzle: 1 file migration.sql in a folder");
        assertThat(new Folder(root)
                        .files("20250101000000_a/migration.sql", "20250101000000_a/snapshot.json")
                        .read()
                        .convention())
                .isEqualTo("drizzle");
    }
}

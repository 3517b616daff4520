package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignToolTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    private void looksLike(String tool) {
        assertThat(new Folder(root).error())
                .contains(" looks like " + tool + " (", "which is not supported yet", "--format", "schemaproof.list");
    }

    @Test
    void sqitch() {
        new Folder(root).file("sqitch.plan", "%project=x\n").files("deploy/a.sql", "revert/a.sql");
        looksLike("Sqitch");
    }

    @Test
    void atlas() {
        new Folder(root).file("atlas.sum", "h1:\n").files("20250101000000_a.sql");
        looksLike("Atlas");
    }

    @Test
    void prisma() {
        new Folder(root)
                .file("migration_lock.toml", "provider = \"postgresql\"\n")
                .files("20250101000000_a/migration.sql");
        looksLike("Prisma");
    }

    @Test
    void drizzle() {
        new Folder(root).file("meta/_journal.json", "{}").files("0000_a.sql");
        looksLike("Drizzle");
    }

    @Test
    void liquibase() {
        new Folder(root).file("001_a.sql", "--liquibase formatted sql\n--changeset a:1\nSELECT 1;\n");
        looksLike("Liquibase's formatted SQL");
    }

    @Test
    void sql_migrate() {
        new Folder(root).file("001_a.sql", "-- +migrate Up\nSELECT 1;\n-- +migrate Down\nSELECT 2;\n");
        looksLike("sql-migrate");
    }

    @Test
    void node_pg_migrate() {
        new Folder(root).file("1700000000000_a.sql", "-- Up Migration\nSELECT 1;\n-- Down Migration\nSELECT 2;\n");
        looksLike("node-pg-migrate");
    }

    @Test
    void my_batis() {
        new Folder(root).file("001_a.sql", "-- // a\nSELECT 1;\n-- //@UNDO\nSELECT 2;\n");
        looksLike("MyBatis Migrations");
    }

    @Test
    void play() {
        new Folder(root).file("1.sql", "-- !Ups\nSELECT 1;\n-- !Downs\nSELECT 2;\n");
        looksLike("Play evolutions");
    }

    @Test
    void any_tool_that_keeps_both_directions_in_one_file() {
        new Folder(root).file("1_a.sql", "-- ==== UP ====\nSELECT 1;\n-- ==== DOWN ====\nSELECT 2;\n");
        looksLike("a tool that keeps up and down in one file");
    }

    @Test
    void a_comment_about_ups_and_downs_is_no_marker() {
        new Folder(root).file("1_a.sql", "-- clean up\nSELECT 1; -- up\n-- break down the table\n");
        assertThat(new Folder(root).read().convention()).isEqualTo("numbered");
    }

    @Test
    void an_atlas_sum_beside_another_tools_files_does_not_matter() {
        new Folder(root).file("atlas.sum", "h1:\n").files("1_a.up.sql");
        assertThat(new Folder(root).read().convention()).isEqualTo("golang-migrate");
    }

    @Test
    void the_format_may_be_forced() {
        new Folder(root).file("atlas.sum", "h1:\n").files("20250101000000_a.sql");
        assertThat(new Folder(root).read("numbered").migrations()).hasSize(1);
    }
}

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
        new Folder(root).file("1.sql", "-- !Ups\nSELECT 1;\n-- !Downs\nSELECT 2;\n");
        assertThat(new Folder(root).read("numbered").migrations()).hasSize(1);
    }
}

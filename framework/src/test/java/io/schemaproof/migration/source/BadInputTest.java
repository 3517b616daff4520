package io.schemaproof.migration.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.MigrationFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadInputTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path root;

    @Test
    void a_folder_that_does_not_exist() {
        assertThat(new Folder(root.resolve("a/b")).error())
                .isEqualTo(
                        "The folder " + root.resolve("a/b") + " does not exist (the path exists up to " + root + ").");
    }

    @Test
    void a_file_instead_of_a_folder() {
        new Folder(root).files("1_a.sql");
        assertThat(new Folder(root.resolve("1_a.sql")).error())
                .isEqualTo(root.resolve("1_a.sql") + " is a file. Give the folder that holds the migrations, here "
                        + root + ".");
    }

    @Test
    void an_empty_folder() {
        assertThat(new Folder(root).error())
                .isEqualTo("The folder " + root + " is empty. Give the folder that holds the migrations.");
        assertThat(new Folder(root).errorOf("flyway")).contains(" is empty.");
    }

    @Test
    void a_folder_without_sql_says_what_it_holds() {
        assertThat(new Folder(root).files("README.md", "0001_a.py", "0002_b.py").error())
                .isEqualTo("There is no .sql file in " + root + " or below; it holds 2 × *.py, 1 × *.md."
                        + " Migrations written in Python are not supported yet.");
    }

    @Test
    void migrations_in_a_sub_folder_are_suggested() {
        new Folder(root).files("README.md", "sql/migrations/1_a.up.sql", "other/notes.sql");

        assertThat(new Folder(root).error()).endsWith(" Did you mean " + root.resolve("sql/migrations") + "?");
    }

    @Test
    void one_migration_of_diesel_points_to_its_parent() {
        assertThat(new Folder(root).files("up.sql", "down.sql").error()).contains("give the folder above it");
    }

    @Test
    void a_binary_file() {
        assertThat(new Folder(root)
                        .file("1_a.sql", new byte[] {'a', '\n', 0, 1})
                        .error())
                .startsWith(
                        "1_a.sql is a binary file, or text in UTF-16 without a mark: it holds a NUL byte on line 2.");
    }

    @Test
    void invalid_utf_8_with_offset_and_line() {
        assertThat(new Folder(root)
                        .file("1_a.sql", "SELECT 1;\nSELECT 'é';".getBytes(StandardCharsets.ISO_8859_1))
                        .error())
                .startsWith("1_a.sql is no valid UTF-8: byte 0xE9 at offset 18, on line 2, does not belong there.");
        assertThat(new Folder(root)
                        .file("1_a.sql", new byte[] {'a', (byte) 0xC3})
                        .error())
                .contains("byte 0xC3 at offset 1, on line 1");
    }

    @Test
    void utf_16_is_named() {
        assertThat(new Folder(root)
                        .file("1_a.sql", "SELECT 1;".getBytes(StandardCharsets.UTF_16))
                        .error())
                .startsWith("1_a.sql is UTF-16 text");
        assertThat(new Folder(root)
                        .file("1_a.sql", "SELECT 1;".getBytes(StandardCharsets.UTF_16LE))
                        .error())
                .contains("UTF-16 without a mark");
    }

    @Test
    void a_byte_order_mark_is_taken_off() {
        MigrationFolder folder = new Folder(root)
                .file("1_a.sql", "\uFEFF-- +goose Up\nSELECT 1;\n")
                .read();

        assertThat(folder.convention()).isEqualTo("goose");
        assertThat(folder.migrations().get(0).up().text()).isEqualTo("SELECT 1;\n");
    }

    @Test
    void a_link_to_nothing() throws IOException {
        Files.createSymbolicLink(root.resolve("1_a.sql"), root.resolve("gone.sql"));

        assertThat(new Folder(root).error()).startsWith("1_a.sql is a symbolic link to a file that does not exist.");
    }

    @Test
    void a_file_that_may_not_be_read() {
        MigrationException error = SourceText.unreadable("1_a.sql", false, new AccessDeniedException("1_a.sql"));

        assertThat(error).hasMessageStartingWith("1_a.sql may not be read: permission denied.");
    }

    @Test
    void any_other_failure_to_read() {
        assertThat(SourceText.unreadable("1_a.sql", false, new IOException("disk on fire")))
                .hasMessage("1_a.sql cannot be read: java.io.IOException: disk on fire.");
    }

    @Test
    void links_in_a_circle_end() throws IOException {
        new Folder(root).files("V1__a.sql", "sub/V2__b.sql");
        Files.createSymbolicLink(root.resolve("sub/loop"), root);
        Files.createSymbolicLink(root.resolve("self.sql"), root.resolve("self.sql"));

        assertThat(Folder.ups(new Folder(root).read())).containsExactly("V1__a.sql", "sub/V2__b.sql");
    }

    @Test
    void the_order_does_not_depend_on_the_locale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            MigrationFolder folder = new Folder(root)
                    .files("2025-01-01-I.up.sql", "2025-01-01-i.up.sql", "2025-01-01-a.UP.SQL", "2025-01-01-Z.up.sql")
                    .read();

            assertThat(Folder.ups(folder))
                    .containsExactly(
                            "2025-01-01-I.up.sql", "2025-01-01-Z.up.sql", "2025-01-01-a.UP.SQL", "2025-01-01-i.up.sql");
        } finally {
            Locale.setDefault(before);
        }
    }
}

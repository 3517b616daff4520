package io.schemaproof.base;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    @TempDir
    private Path folder;

    @Test
    void missing_folders_are_made_and_nothing_is_left_beside_the_file() throws IOException {
        Path file = folder.resolve("a/b/text");

        AtomicFile.write(file, "old, and longer");
        AtomicFile.write(file, "né");

        assertThat(file).content(UTF_8).isEqualTo("né");
        assertThat(file.getParent()).isDirectoryNotContaining(other -> !other.equals(file));
    }

    @Test
    void who_reads_meanwhile_keeps_the_old_file() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "old");

        try (InputStream reader = Files.newInputStream(file)) {
            AtomicFile.write(file, "new");

            assertThat(reader).hasContent("old");
        }
        assertThat(file).hasContent("new");
    }

    @Test
    void what_cannot_be_written_leaves_the_old_file() throws IOException {
        Path file = Files.writeString(folder.resolve("text"), "old");

        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(folder, "new"))
                .withMessage("it is a folder. Name a file.");
        assertThatIOException()
                .isThrownBy(() -> AtomicFile.write(file, "😀".substring(0, 1)))
                .isInstanceOf(CharacterCodingException.class);
        assertThat(file).hasContent("old");
        assertThat(folder).isDirectoryNotContaining(other -> !other.equals(file));
    }
}

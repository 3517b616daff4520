package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataImageTest {

    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void pack() throws IOException {
        Path original = Files.createDirectories(folder.resolve("original/a"));
        Files.createDirectory(original.resolve("empty"));
        Files.write(original.resolve("nothing"), new byte[0]);
        Files.write(original.resolve("zeros"), new byte[100_000]);
        byte[] mixed = new byte[70_000];
        Arrays.fill(mixed, 100, 40_000, (byte) 7);
        Files.write(original.resolve("mixed"), mixed);
        Files.writeString(original.resolve("../text"), "words");
        image = folder.resolve("image");
        DataImage.pack(folder.resolve("original"), image);
    }

    @Test
    void what_was_packed_comes_out_byte_for_byte() throws IOException {
        Path copy = folder.resolve("copy");
        DataImage.unpack(image, copy);

        for (String file : new String[] {"a/nothing", "a/zeros", "a/mixed", "text"}) {
            assertThat(copy.resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("original").resolve(file));
        }
        assertThat(copy.resolve("a/empty")).isEmptyDirectory();
        assertThat(Files.size(image)).as("zeros are not stored").isLessThan(50_000);
    }

    @Test
    void a_damaged_image_is_refused() throws IOException {
        byte[] content = Files.readAllBytes(image);
        content[500] ^= 1;
        Files.write(image, content);

        assertThatThrownBy(() -> DataImage.unpack(image, folder.resolve("copy")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is damaged");
    }

    @Test
    void half_an_image_is_refused() throws IOException {
        byte[] content = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(content, content.length / 2));

        assertThatThrownBy(() -> DataImage.unpack(image, folder.resolve("copy")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not whole");
    }
}

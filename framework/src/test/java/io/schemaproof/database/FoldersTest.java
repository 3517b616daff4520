package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    @Test
    void a_folder_in_which_somebody_still_writes_is_removed(@TempDir Path parent) throws Exception {
        Path folder = Files.createDirectory(parent.resolve("folder"));
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            for (int file = 0; file < 2_000 && !stop.get(); file++) {
                try {
                    Files.writeString(folder.resolve("exit" + file), "0");
                } catch (IOException e) {
                    return;
                }
            }
        });
        writer.start();

        Folders.delete(folder);

        stop.set(true);
        writer.join();
        assertThat(folder).doesNotExist();
    }
}

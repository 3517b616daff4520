package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataRootTest {

    @TempDir
    Path folder;

    @Test
    void a_folder_that_was_asked_for_is_made_and_used() {
        Path wanted = folder.resolve("a/b");

        assertThat(DataRoot.of(request(wanted)).folder()).isEqualTo(wanted).isDirectory();
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_error_that_names_the_parameter() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataRoot.of(request(file.resolve("below"))))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("schemaproof.database.directory");
    }

    @Test
    void a_small_memory_file_system_is_refused() {
        DataRoot root = DataRoot.ofSystem(Path.of("/dev/shm"), folder, Long.MAX_VALUE);

        assertThat(root.folder()).isEqualTo(folder);
    }

    @Test
    void a_folder_that_is_not_memory_is_refused() {
        assertThat(DataRoot.ofSystem(folder.resolve("missing"), folder, 0).folder())
                .isEqualTo(folder);
    }

    @Test
    void the_log_may_take_an_eighth_of_the_room() {
        assertThat(new DataRoot(folder, "", 4L << 30).maxWalSizeMegabytes()).isEqualTo(512);
        assertThat(new DataRoot(folder, "", 1L << 20).maxWalSizeMegabytes()).isEqualTo(64);
        assertThat(new DataRoot(folder, "", 1L << 50).maxWalSizeMegabytes()).isEqualTo(2048);
    }

    @Test
    void only_folders_of_ours_whose_owner_is_gone_are_swept() throws IOException {
        OwnerProcess current = OwnerProcess.current();
        OwnerProcess dead = new OwnerProcess(current.pid(), current.start() + 1, current.machine());
        OwnerProcess elsewhere = new OwnerProcess(dead.pid(), dead.start(), "ffffffff");
        Path abandoned = Files.createDirectories(folder.resolve("schemaproof-" + dead.text() + "-1/data"))
                .getParent();
        List<Path> kept = List.of(
                folder.resolve("schemaproof-" + current.text() + "-2"),
                folder.resolve("schemaproof-" + elsewhere.text() + "-3"),
                folder.resolve("schemaproof-anything"),
                folder.resolve("other-" + dead.text() + "-4"));
        for (Path each : kept) {
            Files.createDirectory(each);
        }

        ServerFolder.create(folder).sweepNeighbours(new PrivilegeDrop(List.of(), Optional.empty()));

        assertThat(abandoned).doesNotExist();
        assertThat(kept).allSatisfy(each -> assertThat(each).exists());
    }

    private static ServerRequest request(Path directory) {
        return new ServerRequest("embedded", 17, Optional.empty(), Optional.of(directory), directory);
    }
}

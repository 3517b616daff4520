package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

    private static final Path ROOT = Path.of(System.getProperty("java.io.tmpdir"));

    private final OwnerProcess current = OwnerProcess.current();

    @Test
    void nobody_else_looks_into_it_and_it_goes_with_all_that_is_in_it() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        try (folder) {
            Files.writeString(folder.file("rows"), "secret");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void what_a_killed_run_has_left_goes_with_the_next_one() throws IOException {
        Path left = folderOf(new OwnerProcess(current.pid(), current.start() + 1, current.machine()));
        Files.writeString(left.resolve("rows"), "secret");

        TemporaryFolder.create().close();

        assertThat(left).doesNotExist();
    }

    @Test
    void what_is_in_use_or_cannot_be_told_stays() throws IOException {
        String other = current.machine().equals("00000000") ? "00000001" : "00000000";
        Path elsewhere = folderOf(new OwnerProcess(current.pid(), current.start() + 1, other));
        try (TemporaryFolder mine = TemporaryFolder.create();
                TemporaryFolder next = TemporaryFolder.create()) {
            assertThat(mine.path()).exists().isNotEqualTo(next.path());
            assertThat(elsewhere).exists();
        } finally {
            Files.delete(elsewhere);
        }
    }

    private static Path folderOf(OwnerProcess owner) throws IOException {
        return Files.createDirectory(ROOT.resolve("schemaproof-files-" + owner.text() + "-" + System.nanoTime()));
    }
}

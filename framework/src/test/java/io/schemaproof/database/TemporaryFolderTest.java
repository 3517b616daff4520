package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** A JVM to be ended while a program of somebody else writes. */
    public static void main(String[] programs) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        InstalledClientPrograms.in(List.of(Path.of(programs[0])))
                .get(0)
                .pgDump(Map.of(), List.of(), folder.file("rows.sql"));
    }

    @ParameterizedTest(name = "kill -9: {0}")
    @ValueSource(booleans = {false, true})
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no shell")
    void a_jvm_that_is_ended_leaves_neither_rows_nor_whoever_writes_them(boolean killed, @TempDir Path work)
            throws IOException, InterruptedException {
        Path files = Files.createDirectory(work.resolve("files"));
        Process jvm = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + files,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TemporaryFolderTest.class.getName(),
                        programs(work).toString())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("said").toFile())
                .start();
        Path pid = work.resolve("programs/pid");
        await(() -> Files.exists(pid) || !jvm.isAlive());
        assertThat(pid).as(Files.readString(work.resolve("said"))).exists();
        ProcessHandle dump =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        if (killed) {
            jvm.destroyForcibly();
        } else {
            jvm.destroy();
        }

        assertThat(jvm.waitFor(1, TimeUnit.MINUTES)).isTrue();
        await(() -> !dump.isAlive());
        if (!killed) {
            assertThat(files).isEmptyDirectory();
        }
    }

    /** A pg_dump that comes to no end. */
    private static Path programs(Path work) throws IOException {
        Path programs = Files.createDirectory(work.resolve("programs"));
        Files.writeString(programs.resolve("pg_dump"), """
                #!/bin/sh
                if [ "$1" = --version ]; then echo 'pg_dump (PostgreSQL) 17.11'; exit; fi
                for option; do
                  case $option in --file=*) echo secret >"${option#--file=}" ;; esac
                done
                cd "${0%/*}"
                echo $$ >new
                mv new pid
                exec sleep 600
                """);
        Files.createFile(programs.resolve("pg_restore"));
        for (String name : List.of("pg_dump", "pg_restore")) {
            assertThat(programs.resolve(name).toFile().setExecutable(true)).isTrue();
        }
        return programs;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Path folderOf(OwnerProcess owner) throws IOException {
        return Files.createDirectory(ROOT.resolve("schemaproof-files-" + owner.text() + "-" + System.nanoTime()));
    }
}

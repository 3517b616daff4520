package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Command;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Folders;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What only root can try: being somebody else. */
class OrdinaryUserTest {

    private static final String NOBODY = "65534";

    /** Beside JUnit's, because those are closed to others. */
    private static Path folder = Path.of("");

    private static Path cache = Path.of("");

    @BeforeAll
    static void copyTheBinariesToWhereOthersCanReadThem() throws IOException {
        assumeTrue(new File("/proc/self").exists() && "root".equals(System.getProperty("user.name")), () -> {
            String reason = "NOT RUN: becoming another user takes root on Linux";
            System.err.println("OrdinaryUserTest " + reason);
            return reason;
        });
        ServerRequest request = ServerRequest.from(Configuration.ofSystem());
        Platform platform = Platform.current();
        Binaries binaries = Binaries.unpacked(
                new BinaryJars(platform, LocalRepository.ofSystem()).get(17), platform, request.cache());
        folder = Files.createTempDirectory("schemaproof-test");
        cache = Files.createDirectories(folder.resolve("cache"));
        Files.createDirectories(cache.resolve("binaries"));
        run("cp", "-a", binaries.home().toString(), cache.resolve("binaries").toString());
        run("chmod", "755", folder.toString());
    }

    @AfterAll
    static void removeThem() throws IOException {
        if (!folder.toString().isEmpty()) {
            Folders.delete(folder);
        }
    }

    @Test
    void an_ordinary_user_starts_a_server_and_leaves_nothing() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("data"));
        String classPath = readableClassPath();
        run("chown", "-R", NOBODY, cache.toString(), directory.toString());
        List<String> become = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");

        ChildJvm child = ChildJvm.start(become, classPath, directory, cache).awaitReady();
        child.kill();

        child.awaitNothingLeft();
    }

    @Test
    void root_runs_the_server_as_another_user_where_there_are_no_user_name_spaces() throws IOException {
        PrivilegeDrop drop = PrivilegeDrop.byUser(List.of("nobody")).orElseThrow();
        Platform platform = Platform.current();
        Binaries binaries =
                Binaries.unpacked(new BinaryJars(platform, LocalRepository.ofSystem()).get(17), platform, cache);
        ServerRequest request = new ServerRequest(
                "embedded", 17, Optional.empty(), Optional.of(Files.createDirectories(folder.resolve("d"))), cache);
        assertThat(drop.canRun(binaries.program("postgres"))).isTrue();

        DataTemplate template = new DataTemplate(binaries.programs(), drop, cache);
        try (DatabaseServer server =
                new EmbeddedLaunch(binaries.programs(), template, drop, DataRoot.of(request), Map.of()).launch()) {
            TestDatabase.create(server).close();
            ServerFolder data = ((EmbeddedServer) server).folder();
            assertThat(Files.getOwner(data.path()).getName()).isEqualTo("nobody");
            assertThat(data.server().orElseThrow().info().user()).contains("nobody");
        }
        assertThat(folder.resolve("d")).isEmptyDirectory();
    }

    @Test
    void what_others_cannot_enter_is_noticed_before_the_start() throws IOException {
        PrivilegeDrop drop = PrivilegeDrop.byUser(List.of("nobody")).orElseThrow();
        Path closed = Files.createDirectories(folder.resolve("closed"));
        Path program = Files.writeString(closed.resolve("postgres"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true, false)).isTrue();
        run("chmod", "755", closed.toString(), program.toString());
        assertThat(drop.canRun(program)).isTrue();
        run("chmod", "700", closed.toString());

        assertThat(drop.canRun(program)).isFalse();
    }

    /** Root's local repository is closed to others. */
    private static String readableClassPath() throws IOException {
        Path copies = Files.createDirectories(folder.resolve("classpath"));
        List<String> copied = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path copy = copies.resolve(
                    String.valueOf(copied.size()) + "-" + Path.of(entry).getFileName());
            if (Files.isDirectory(Path.of(entry))
                    || entry.matches(".*(postgresql|postgres-binaries|slf4j|logback|commons|xz|jspecify)[^/]*\\.jar")) {
                run("cp", "-rL", entry, copy.toString());
                copied.add(copy.toString());
            }
        }
        run("chmod", "-R", "a+rX", copies.toString());
        return String.join(File.pathSeparator, copied);
    }

    private static void run(String... command) throws IOException {
        Command.Outcome outcome = Command.run(List.of(command), Duration.ofMinutes(1));
        assertThat(outcome.status()).as(outcome.output()).isZero();
    }
}

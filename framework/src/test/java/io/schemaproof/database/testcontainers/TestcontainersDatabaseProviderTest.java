package io.schemaproof.database.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.DockerClient;
import io.schemaproof.backup.Backup;
import io.schemaproof.backup.DumpFormat;
import io.schemaproof.backup.Restore;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseProvider;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.Databases;
import io.schemaproof.database.OwnerProcess;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.verify.MigrationsOnDisk;
import io.schemaproof.verify.RoundTrip;
import io.schemaproof.verify.result.Evidence;
import io.schemaproof.verify.result.VerificationListener;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;

@Tag("container")
class TestcontainersDatabaseProviderTest {

    /** Environment variable or system property by which continuous integration insists. */
    private static final String REQUIRED = "SCHEMAPROOF_REQUIRE_CONTAINERS";

    private static final ServerRequest SYSTEM = ServerRequest.from(Configuration.ofSystem());

    private ServerRequest request = SYSTEM;

    /** A test that cannot run says so, and fails where containers are required. */
    @BeforeEach
    void findAnImage() {
        List<String> refusals = new ArrayList<>();
        for (String image : List.of(
                SYSTEM.image().orElse("schemaproof-postgres:17"), "postgres:17", "schemaproof-postgres:15-light")) {
            request = new ServerRequest("testcontainers", 17, Optional.of(image), Optional.empty(), SYSTEM.cache());
            DatabaseProvider.Availability availability = new TestcontainersDatabaseProvider().availability(request);
            if (availability.available()) {
                return;
            }
            refusals.add(availability.reason());
        }
        String reason = "CONTAINER TEST NOT RUN: " + String.join("; ", refusals);
        if (Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED)) {
            fail(reason);
        }
        System.err.println(reason);
        abort(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "CUSTOM"})
    void the_programs_of_the_image_back_up_and_restore(DumpFormat format, @TempDir Path folder) throws SQLException {
        Path file = folder.resolve("shop.dump");
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server)) {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE SCHEMA shop; CREATE TABLE shop.item (id serial PRIMARY KEY, name text);"
                        + "INSERT INTO shop.item (name) SELECT 'n' || i FROM generate_series(1, 1000) i");
            }
            try (Backup backup =
                    Backup.of(database).schemas("shop").format(format).write(file)) {
                assertThat(backup.method().words())
                        .isEqualTo("pg_dump " + server.version() + " in the server's container");
                Restore restore = backup.restore();
                try (TestDatabase restored = restore.database()) {
                    assertThat(restore.check().rows()).isEqualTo(1000);
                    assertThat(restored.name()).isNotEqualTo(database.name());
                }
            }
            assertThat(folder).isDirectoryContaining(path -> path.equals(file));
            assertThatThrownBy(() -> server.clientPrograms()
                            .orElseThrow()
                            .pgDump(
                                    database.settings().environment(),
                                    List.of("--schema=none", "--strict-names"),
                                    file))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageStartingWith(
                            "pg_dump " + server.version() + " (the server's container) failed: pg_dump: ")
                    .hasMessageContaining("no matching schemas were found");
        }
    }

    @Test
    void a_container_is_a_server_with_databases_and_is_removed() throws SQLException {
        String id;
        try (DatabaseServer server = Databases.start(request);
                TestDatabase database = TestDatabase.create(server);
                Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            id = ((ContainerServer) server).containerId();
            assertThat(server.isRunning()).isTrue();
            assertThat(server.log()).contains("database system is ready to accept connections");
            try (ResultSet row = statement.executeQuery(
                    "SELECT current_setting('fsync') || current_setting('wal_level') || current_setting('data_directory')"
                            + ", split_part(current_setting('server_version'), ' ', 1)")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("offminimal/schemaproof/data");
                assertThat(row.getString(2)).isEqualTo(server.version());
            }
            assertThat(containers(docker())).contains(id);

            server.close();
            assertThat(server.isRunning()).isFalse();
        }
        assertThat(containers(docker())).doesNotContain(id);
    }

    @Test
    void containers_of_jvms_that_are_gone_are_swept_and_others_are_not() {
        DockerClient docker = docker();
        OwnerProcess current = OwnerProcess.current();
        String abandoned = idle(docker, new OwnerProcess(current.pid(), current.start() + 1, current.machine()));
        String mine = idle(docker, current);
        String elsewhere = idle(docker, new OwnerProcess(current.pid(), current.start() + 1, "ffffffff"));
        try {
            ContainerLaunch.sweep(docker);
            assertThat(containers(docker)).contains(mine, elsewhere).doesNotContain(abandoned);
        } finally {
            docker.removeContainerCmd(mine).withForce(true).exec();
            docker.removeContainerCmd(elsewhere).withForce(true).exec();
        }
    }

    @Test
    void an_image_that_cannot_be_pulled_is_an_error_that_names_it() {
        ServerRequest missing = new ServerRequest(
                "testcontainers", 17, Optional.of("localhost:1/no/such/image:17"), Optional.empty(), SYSTEM.cache());

        assertThatThrownBy(() -> Databases.start(missing))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("does not have image localhost:1/no/such/image:17 and cannot pull it")
                .hasMessageContaining("schemaproof.database.image");
    }

    @Test
    void a_container_that_is_gone_is_an_error_with_its_log() {
        DatabaseServer server = Databases.start(request);
        server.close();
        assertThatThrownBy(() -> TestDatabase.create(server))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("not running any more")
                .hasMessageContaining("ready to accept connections");
    }

    @Test
    void a_container_that_is_killed_is_an_error_with_its_log_and_is_removed() {
        DatabaseServer server = Databases.start(request);
        String id = ((ContainerServer) server).containerId();
        try (TestDatabase database = TestDatabase.create(server)) {
            docker().killContainerCmd(id).exec();

            assertThatThrownBy(database::copy)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("not running any more")
                    .hasMessageContaining("ready to accept connections");
            assertThat(server.isRunning()).isFalse();
        } finally {
            server.close();
        }
        assertThat(containers(docker())).doesNotContain(id);
    }

    @Test
    void a_script_that_breaks_the_server_down_ends_a_verification_with_the_log_of_the_container(@TempDir Path folder) {
        List<Evidence> told = new ArrayList<>();
        RoundTrip verification = RoundTrip.of(new MigrationsOnDisk(folder)
                        .pair(
                                "1_a",
                                "CREATE TABLE a (password text); INSERT INTO a VALUES ('hunter2');"
                                        + " COPY (SELECT 1) TO PROGRAM 'kill -9 $PPID';",
                                "DROP TABLE a;")
                        .read())
                .on(request)
                .with(new VerificationListener() {
                    @Override
                    public void brokeOff(RuntimeException failure, Evidence log) {
                        told.add(log);
                    }
                });

        assertThatThrownBy(verification::evaluate)
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("was terminated by signal 9: Killed")
                .hasMessageNotContaining("hunter2");

        assertThat(told)
                .singleElement()
                .isInstanceOfSatisfying(
                        Evidence.LogLines.class,
                        log -> assertThat(log.lines())
                                .anyMatch(line -> line.contains("was terminated by signal 9"))
                                .noneMatch(line -> line.contains("hunter2")));
    }

    private DockerClient docker() {
        return DockerClientFactory.instance().client();
    }

    private String idle(DockerClient docker, OwnerProcess owner) {
        return docker.createContainerCmd(request.image().orElseThrow())
                .withLabels(Map.of(ContainerLaunch.OWNER_LABEL, owner.text()))
                .exec()
                .getId();
    }

    private static List<String> containers(DockerClient docker) {
        return docker.listContainersCmd().withShowAll(true).exec().stream()
                .map(container -> container.getId())
                .toList();
    }
}

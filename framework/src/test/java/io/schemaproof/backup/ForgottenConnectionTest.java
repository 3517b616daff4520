package io.schemaproof.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.DatabaseException;
import io.schemaproof.database.DatabaseServer;
import io.schemaproof.database.DatabaseTemplate;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Whoever has forgotten to close a connection is told of it by everything that copies its database. Each waits five seconds for it to be
 * closed, as the server's own CREATE DATABASE, so that all of them wait at once.
 */
@SuppressWarnings("NullAway.Init")
class ForgottenConnectionTest {

    private static final DatabaseServer SERVER = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
    private static final List<Connection> FORGOTTEN = new ArrayList<>();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(3);

    private static TestDatabase copied;
    private static TestDatabase backedUp;
    private static CompletableFuture<Exception> copy;
    private static CompletableFuture<Exception> backup;
    private static CompletableFuture<Exception> template;

    @BeforeAll
    static void wait_for_all_at_once() throws SQLException {
        copied = TestDatabase.create(SERVER);
        backedUp = TestDatabase.create(SERVER);
        Connection busy = copied.settings().connect(Map.of("ApplicationName", "the forgotten one"));
        FORGOTTEN.add(busy);
        FORGOTTEN.add(backedUp.connect());
        try (Statement statement = busy.createStatement()) {
            statement.execute("SELECT 'busy'");
        }
        copy = thrown(() -> copied.copy());
        backup = thrown(() -> Backup.of(backedUp).copy());
        List<Connection> ofPreparer = new ArrayList<>();
        template = thrown(() -> DatabaseTemplate.of(
                        SERVER, UUID.randomUUID().toString(), database -> ofPreparer.add(database.connect())))
                .thenApply(thrown -> {
                    FORGOTTEN.addAll(ofPreparer);
                    return thrown;
                });
    }

    @AfterAll
    static void close_at_last() throws SQLException {
        CompletableFuture.allOf(copy, backup, template).join();
        THREADS.shutdown();
        for (Connection connection : FORGOTTEN) {
            connection.close();
        }
        copied.close();
        backedUp.close();
    }

    private interface Work {
        Object run() throws Exception;
    }

    private static CompletableFuture<Exception> thrown(Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new IllegalStateException("Nothing was thrown: " + work.run());
                    } catch (Exception e) {
                        return e;
                    }
                },
                THREADS);
    }

    @Test
    void copying_while_somebody_is_connected_names_them() {
        assertThat(copy.join())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining(copied.name() + " cannot be copied while somebody is connected")
                .hasMessageContaining("the forgotten one (pid ")
                .hasMessageContaining("idle")
                .hasMessageContaining("SELECT 'busy'")
                .hasMessageContaining("Close the connections");
    }

    @Test
    void a_database_to_which_somebody_is_connected_is_not_copied_for_a_backup() throws SQLException {
        assertThat(backup.join())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("cannot be copied while somebody is connected");
        assertThat(FORGOTTEN.get(1).isValid(1)).isTrue();
    }

    @Test
    void a_connection_that_the_preparer_of_a_template_forgets_is_an_error() {
        assertThat(template.join())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("left connections to it open")
                .hasMessageContaining("(pid ");
    }
}

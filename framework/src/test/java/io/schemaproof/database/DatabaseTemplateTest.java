package io.schemaproof.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DatabaseTemplateTest {

    private final DatabaseServer server = Databases.shared(ServerRequest.from(Configuration.ofSystem()));
    private final String key = UUID.randomUUID().toString();

    @Test
    void is_prepared_once_and_cloned_for_each() throws SQLException {
        AtomicInteger preparations = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            DatabaseTemplate template = DatabaseTemplate.of(server, key, database -> {
                preparations.incrementAndGet();
                TestDatabaseTest.execute(database, "CREATE TABLE t AS SELECT 1 AS n");
            });
            try (TestDatabase clone = template.newDatabase()) {
                TestDatabaseTest.execute(clone, "UPDATE t SET n = n + 1");
                assertThat(TestDatabaseTest.query(clone, "SELECT n FROM t")).isEqualTo("2");
            }
        }
        assertThat(preparations).hasValue(1);
    }

    @Test
    void every_clone_is_one_of_its_own_and_as_the_template() throws SQLException {
        DatabaseTemplate template = DatabaseTemplate.of(
                server, key, database -> TestDatabaseTest.execute(database, "CREATE TABLE t AS SELECT 1 AS n"));
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (TestDatabase clone = template.after("V" + i).newDatabase()) {
                TestDatabaseTest.execute(clone, "UPDATE t SET n = n + 1");
                assertThat(TestDatabaseTest.query(clone, "SELECT n FROM t")).isEqualTo("2");
                assertThat(clone.lastMigration()).contains("V" + i);
                names.add(clone.name());
            }
        }
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void is_marked_as_a_template_to_which_nobody_connects() throws SQLException {
        DatabaseTemplate template = DatabaseTemplate.of(server, key, database -> {});
        try (TestDatabase clone = template.newDatabase()) {
            assertThat(TestDatabaseTest.query(
                            clone,
                            "SELECT datistemplate AND NOT datallowconn FROM pg_database WHERE datname = '"
                                    + template.name() + "'"))
                    .isEqualTo("t");
        }
    }

    @Test
    void concurrent_callers_wait_for_the_one_who_prepares() throws Exception {
        AtomicInteger preparations = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<String>> names = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> DatabaseTemplate.of(server, key, database -> preparations.incrementAndGet())
                                    .name(),
                            threads))
                    .toList();
            assertThat(names.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        } finally {
            threads.shutdown();
        }
        assertThat(preparations).hasValue(1);
    }

    @Test
    void a_failure_reaches_everybody_who_waits_and_the_next_tries_again() throws Exception {
        CountDownLatch preparing = new CountDownLatch(1);
        CountDownLatch mayFail = new CountDownLatch(1);
        List<String> left = new CopyOnWriteArrayList<>();
        IllegalStateException failure = new IllegalStateException("migration 7 fails");
        CompletableFuture<DatabaseTemplate> first =
                CompletableFuture.supplyAsync(() -> DatabaseTemplate.of(server, key, database -> {
                    left.add(database.name());
                    preparing.countDown();
                    mayFail.await();
                    throw failure;
                }));
        preparing.await();
        CompletableFuture<DatabaseTemplate> second =
                CompletableFuture.supplyAsync(() -> DatabaseTemplate.of(server, key, database -> {
                    throw failure;
                }));
        mayFail.countDown();

        assertThatThrownBy(first::join).hasRootCause(failure);
        assertThatThrownBy(second::join).hasRootCause(failure);
        TestDatabaseTest.awaitGone(server, left.get(0));
        DatabaseTemplate.of(server, key, database -> {}).newDatabase().close();
    }

    @Test
    void a_checked_exception_of_the_preparer_is_the_cause() {
        assertThatThrownBy(() -> DatabaseTemplate.of(server, key, database -> {
                    throw new IOException("no such dump");
                }))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("Preparing a template failed: no such dump")
                .hasCauseInstanceOf(IOException.class);
    }
}

package io.schemaproof.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.Databases;
import io.schemaproof.database.ServerRequest;
import io.schemaproof.database.TestDatabase;
import io.schemaproof.migration.source.MigrationReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A script of 20 MB: beside its text the memory that it takes does not grow with it. */
class LargeScriptTest {

    private static final String ROW = "a row as they stand in a dump, with its tabulator and so on\t1\n";

    private static final int ROWS = 20_000_000 / ROW.length();

    private static final long LITTLE = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void what_a_script_holds_is_sent_in_pieces() throws Exception {
        Path file = folder.resolve("large.sql");
        Files.writeString(
                file,
                "CREATE UNLOGGED TABLE t (a text, b int);\nCOPY t FROM stdin;\n" + ROW.repeat(ROWS)
                        + "\\.\nSELECT count(*) FROM t \\gset\nINSERT INTO t (b) VALUES (:count);\n");
        try (TestDatabase database =
                        TestDatabase.create(Databases.shared(ServerRequest.from(Configuration.ofSystem())));
                Connection connection = MigrationRunner.open(database.settings())) {
            MigrationRunner.on(connection).run(Scripts.psql("SELECT 1;\n"));
            long size = Files.size(file);
            Script[] script = new Script[1];

            // Its bytes and its text.
            assertThat(allocated(() -> script[0] = MigrationReader.script(file)))
                    .isLessThan(2 * size + LITTLE);
            assertThat(allocated(() -> assertThat(MigrationRunner.on(connection)
                                    .run(script[0])
                                    .succeeded())
                            .isTrue()))
                    .isLessThan(LITTLE);
            try (ResultSet row = connection.createStatement().executeQuery("SELECT max(b), count(*) FROM t")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(ROWS);
                assertThat(row.getInt(2)).isEqualTo(ROWS + 1);
            }
        }
    }

    private static long allocated(Callable<?> work) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
        work.call();
        return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
    }
}

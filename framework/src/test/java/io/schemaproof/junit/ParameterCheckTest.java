package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.migration.MigrationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Keys of junit-platform.properties that there are not, wherever the class loader of the tests finds the file. */
@ResourceLock("io.schemaproof.configuration.Configuration.LOG")
class ParameterCheckTest {

    @TempDir
    private Path folder;

    @Test
    void warns_where_a_test_takes_the_extension() throws IOException {
        assertThat(logOf(
                        "schemaproof.migratoins",
                        () -> EngineTestKit.engine("junit-jupiter")
                                .selectors(selectClass(FailingDecoys.NoFolderTestCase.class))
                                .execute()))
                .isEqualTo("junit-platform.properties: schemaproof.migratoins is unknown and has no effect."
                        + " Did you mean schemaproof.migrations?");
    }

    @Test
    void warns_where_an_engine_of_its_own_reads_the_migrations() throws IOException {
        assertThat(logOf("schemaproof.idempotncy", ParameterCheckTest::readNothing))
                .isEqualTo("junit-platform.properties: schemaproof.idempotncy is unknown and has no effect."
                        + " Did you mean schemaproof.idempotency?");
    }

    @Test
    void says_nothing_of_keys_that_there_are() throws IOException {
        assertThat(logOf("schemaproof.idempotency", ParameterCheckTest::readNothing))
                .isEmpty();
    }

    private static void readNothing() {
        try (MigrationSetups setups = new MigrationSetups()) {
            assertThatThrownBy(() -> setups.read(Configuration.of(Map.of()), Configuration.of(Map.of())))
                    .isInstanceOf(MigrationException.class);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String logOf(String key, Runnable work) throws IOException {
        Files.writeString(folder.resolve("junit-platform.properties"), key + " = required\n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);
            return LogCapture.of(Configuration.class, work);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

package io.schemaproof.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.slf4j.LoggerFactory;

@Isolated("sets a system property")
class UnknownKeysTest {

    @Test
    void suggests_the_key_that_was_meant() {
        assertThat(UnknownKeys.among(
                        List.of("schemaproof.databse", "schemaproof.report.jsn", "java.home"), "System property"))
                .containsExactly(
                        "System property schemaproof.databse is unknown and has no effect."
                                + " Did you mean schemaproof.database?",
                        "System property schemaproof.report.jsn is unknown and has no effect."
                                + " Did you mean schemaproof.report.json?");
    }

    @Test
    void lists_the_keys_where_nothing_is_similar() {
        assertThat(UnknownKeys.among(List.of("schemaproof.colour.of.the.sky"), "file:"))
                .singleElement()
                .asString()
                .startsWith("file: schemaproof.colour.of.the.sky is unknown and has no effect. The keys are ")
                .contains("schemaproof.cache, schemaproof.database, ");
    }

    @Test
    void is_silent_about_every_known_key() {
        assertThat(ConfigurationParameters.keys())
                .contains("schemaproof.keep")
                .allMatch(key -> key.startsWith("schemaproof."));
        assertThat(UnknownKeys.among(ConfigurationParameters.keys(), "here")).isEmpty();
    }

    @Test
    void knows_what_this_projects_own_tests_read() {
        assertThat(UnknownKeys.among(
                        List.of("schemaproof.test.oracle", "schemaproof.test.pg_dump", "schemaproof.test.orcale"),
                        "System property"))
                .containsExactly("System property schemaproof.test.orcale is unknown and has no effect."
                        + " Did you mean schemaproof.test.oracle?");
        assertThat(UnknownKeys.amongVariables(
                        List.of("SCHEMAPROOF_REQUIRE_CONTAINERS", "SCHEMAPROOF_REQUIRES_CONTAINERS")))
                .containsExactly("Environment variable SCHEMAPROOF_REQUIRES_CONTAINERS is unknown and has no effect."
                        + " Did you mean SCHEMAPROOF_REQUIRE_CONTAINERS?");
    }

    @Test
    void knows_what_a_module_of_the_class_path_declares(@TempDir Path folder) throws IOException {
        Path resource = folder.resolve(DeclaredKeys.RESOURCE);
        Files.createDirectories(resource.getParent());
        Files.writeString(resource, "# of a provider\n\n schemaproof.cloud.region \n");
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            assertThat(UnknownKeys.among(List.of("schemaproof.cloud.region"), "here"))
                    .isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
        assertThat(UnknownKeys.among(List.of("schemaproof.cloud.region"), "here"))
                .hasSize(1);
    }

    @Test
    void looks_at_the_system_properties() {
        System.setProperty("schemaproof.keeep", "true");
        try {
            assertThat(UnknownKeys.ofSystem())
                    .contains("System property schemaproof.keeep is unknown and has no effect."
                            + " Did you mean schemaproof.keep?");
        } finally {
            System.clearProperty("schemaproof.keeep");
        }
    }

    @Test
    void spells_environment_variables_as_the_shell_wants_them() {
        assertThat(UnknownKeys.variable("schemaproof.database.version")).isEqualTo("SCHEMAPROOF_DATABASE_VERSION");
        assertThat(UnknownKeys.amongVariables(
                        List.of("SCHEMAPROOF_DATABASE", "SCHEMAPROOF_DATABASE_VERSON", "SCHEMA", "PATH")))
                .containsExactly("Environment variable SCHEMAPROOF_DATABASE_VERSON is unknown and has no effect."
                        + " Did you mean SCHEMAPROOF_DATABASE_VERSION?");
    }

    @Test
    @ResourceLock("io.schemaproof.configuration.Configuration.LOG")
    void are_warned_of_once_by_whoever_reads_the_configuration() {
        Logger logger = (Logger) LoggerFactory.getLogger(Configuration.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try {
            Configuration.of(Map.of("schemaproof.databasse", "local", "schemaproof.database", "local", "mine", "x"));
            Configuration.of(Map.of("schemaproof.databasse", "docker"));
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Parameter schemaproof.databasse is unknown and has no effect."
                        + " Did you mean schemaproof.database?");
    }
}

package io.schemaproof.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    @Test
    void a_properties_file_of_the_class_path_is_read(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("some.properties"), "a = 1\nb =\n", StandardCharsets.ISO_8859_1);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
            thread.setContextClassLoader(loader);

            Configuration found = Configuration.ofResource("some.properties");

            assertThat(found.get("a")).contains("1");
            assertThat(found.get("b")).isEmpty();
            assertThat(Configuration.ofResource("none.properties").get("a")).isEmpty();
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "yes", "on", "ture", "false!"})
    void a_switch_that_is_neither_true_nor_false_is_refused(String value) {
        Configuration configuration = Configuration.of(Map.of(ConfigurationParameters.PARANOID, value));

        assertThatThrownBy(() -> configuration.isOn(ConfigurationParameters.PARANOID))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("schemaproof.paranoid is true or false, not \"" + value + "\".");
    }

    @Test
    void a_switch_is_on_where_somebody_says_true() {
        assertThat(Configuration.of(Map.of(ConfigurationParameters.KEEP, "TRUE "))
                        .isOn(ConfigurationParameters.KEEP))
                .isTrue();
        assertThat(Configuration.of(Map.of(ConfigurationParameters.KEEP, "False"))
                        .isOn(ConfigurationParameters.KEEP))
                .isFalse();
        assertThat(Configuration.of(Map.of(ConfigurationParameters.KEEP, "")).isOn(ConfigurationParameters.KEEP))
                .isFalse();
        assertThat(Configuration.of(Map.of()).isOn(ConfigurationParameters.KEEP))
                .isFalse();
    }
}

package io.schemaproof.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}

package io.schemaproof.database.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.database.ServerRequest;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The framework on a class path without the optional jars. */
class MissingJarTest {

    @Test
    void without_testcontainers_the_forced_provider_names_its_coordinates() throws Exception {
        try (URLClassLoader without = without("testcontainers")) {
            assertThatThrownBy(() -> start(without, "testcontainers"))
                    .hasMessageContaining("needs org.testcontainers:testcontainers-postgresql")
                    .hasMessageContaining("schemaproof.database=embedded");
        }
    }

    @Test
    void without_testcontainers_another_provider_is_chosen() throws Exception {
        try (URLClassLoader without = without("testcontainers")) {
            Object choice = call(without, "auto", "io.schemaproof.database.ProviderChoice", "of");

            assertThat(choice.toString())
                    .contains(
                            "not testcontainers: org.testcontainers:testcontainers-postgresql is not on the class path");
        }
    }

    /** Class path of this JVM without the jars whose name contains a word. */
    private static URLClassLoader without(String word) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (!Path.of(entry).getFileName().toString().contains(word)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static Object start(ClassLoader loader, String provider) throws Exception {
        return call(loader, provider, "io.schemaproof.database.Databases", "start");
    }

    private static Object call(ClassLoader loader, String provider, String type, String method) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> configuration = loader.loadClass(Configuration.class.getName());
            Object values =
                    configuration.getMethod("of", Map.class).invoke(null, Map.of("schemaproof.database", provider));
            Class<?> request = loader.loadClass(ServerRequest.class.getName());
            Object wanted = request.getMethod("from", configuration).invoke(null, values);
            var target = loader.loadClass(type).getDeclaredMethod(method, request);
            target.setAccessible(true);
            return target.invoke(null, wanted);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}

package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.migration.MigrationException;
import io.schemaproof.migration.source.MigrationReader;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationTest {

    @TempDir
    Path folder;

    private final List<FileSystem> open = new ArrayList<>();

    @AfterEach
    void close_jars() throws IOException {
        for (FileSystem jar : open) {
            jar.close();
        }
    }

    @Test
    void finds_a_plain_path_in_the_file_system_first() throws IOException {
        Path sql = Files.createDirectory(folder.resolve("sql"));

        assertThat(find(sql.toString())).isEqualTo(sql);
        assertThat(find("filesystem:" + sql)).isEqualTo(sql);
        assertThat(find("src/test/resources")).isRelative().isDirectory();
    }

    @Test
    void finds_a_plain_path_on_the_class_path_where_the_file_system_has_none() {
        assertThat(find("io/schemaproof/junit/orders")).isDirectory().endsWithRaw(Path.of("junit/orders"));
        assertThat(find("classpath:/io/schemaproof/junit/orders/")).isDirectory();
    }

    @Test
    void keeps_to_the_prefix() {
        assertThatThrownBy(() -> find("filesystem:io/schemaproof/junit/orders"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("Tried:\n  file system: ")
                .hasMessageNotContaining("class path:");
        assertThatThrownBy(() -> find("classpath:" + folder))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining(
                        "Tried:\n  class path: " + folder.toString().substring(1) + "\n")
                .hasMessageNotContaining("file system:");
    }

    @Test
    void reads_migrations_out_of_a_jar() throws IOException {
        Path jar = jar("one.jar");

        withClassPath(List.of(jar), () -> {
            Path found = find("classpath:packed/sql");
            assertThat(MigrationReader.read(found, "auto").migrations())
                    .singleElement()
                    .satisfies(migration -> {
                        assertThat(migration.version()).isEqualTo("1");
                        assertThat(migration.up().path()).isEqualTo("V1__create.sql");
                        assertThat(migration.up().text()).isEqualTo("SELECT 1;");
                    });
        });
    }

    @Test
    void refuses_a_resource_that_is_there_twice() throws IOException {
        Path one = jar("one.jar");
        Path two = jar("two.jar");

        withClassPath(
                List.of(one, two),
                () -> assertThatThrownBy(() -> find("classpath:packed/sql"))
                        .isInstanceOf(MigrationException.class)
                        .hasMessageContainingAll("more than once", "one.jar", "two.jar", "filesystem:"));
    }

    private Path find(String name) {
        return Location.find(name, jar -> {
            FileSystem opened = Location.OpenJars.newFileSystem(jar);
            open.add(opened);
            return opened;
        });
    }

    private Path jar(String name) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("packed/sql/"));
            out.putNextEntry(new JarEntry("packed/sql/V1__create.sql"));
            out.write("SELECT 1;".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static void withClassPath(List<Path> jars, Runnable work) throws IOException {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        try (URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), before)) {
            Thread.currentThread().setContextClassLoader(loader);
            work.run();
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }
}

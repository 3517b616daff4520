package io.schemaproof.suites.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ClassArchiveTest {

    @Test
    void classes_of_jars_that_each_run_needs_are_loaded_and_of_folders_none() throws Exception {
        Path needed = Path.of(LoggerFactory.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(needed.getFileName().toString()).matches("slf4j-api-.*\\.jar");

        assertThat(ClassArchive.load(List.of(needed.toString()))).isGreaterThan(40);
        assertThat(ClassArchive.load(List.of(String.valueOf(needed.getParent()), "somebody-1.0.jar")))
                .isZero();
    }
}

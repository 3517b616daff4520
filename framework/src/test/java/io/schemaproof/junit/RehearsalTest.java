package io.schemaproof.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryListener;

class RehearsalTest {

    private static Configuration kept(Path directory, String provider) {
        return Configuration.of(Map.of(
                ConfigurationParameters.DATABASE,
                provider,
                ConfigurationParameters.DATABASE_REUSE,
                "true",
                ConfigurationParameters.DATABASE_DIRECTORY,
                directory.toString()));
    }

    @Test
    void it_is_told_when_junit_begins_to_look_for_tests() {
        assertThat(ServiceLoader.load(LauncherDiscoveryListener.class))
                .hasAtLeastOneElementOfType(RehearsalListener.class);
    }

    @Test
    void it_leaves_nothing(@TempDir Path directory) {
        assertThat(Rehearsal.run(kept(directory, "embedded"), () -> false)).isTrue();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_goes_wrong_is_left_to_the_test_that_needs_it(@TempDir Path directory) {
        assertThat(Rehearsal.run(kept(directory, "no such provider"), () -> false))
                .isFalse();
    }
}

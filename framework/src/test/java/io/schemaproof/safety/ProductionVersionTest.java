package io.schemaproof.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.configuration.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProductionVersionTest {

    private static Configuration saying(String version) {
        return Configuration.of(Map.of("schemaproof.production.version", version));
    }

    @ParameterizedTest
    @ValueSource(strings = {"14.2", "14.11", "14.2 (Debian 14.2-1.pgdg110+1)", "15", "16beta1", " 17.4 "})
    void what_a_server_says(String version) {
        assertThat(ProductionVersion.configuredBy(saying(version))).contains(version.strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "v14.2", "14", "14 (Debian)", "PostgreSQL 14.2", "9", "14,2", "14."})
    void what_no_server_says(String version) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProductionVersion.configuredBy(saying(version)))
                .withMessage("schemaproof.production.version: '" + version
                        + "' is no version such as 14.2, as SHOW server_version says it.");
    }

    @Test
    void nothing_where_nobody_says_it() {
        assertThat(ProductionVersion.configuredBy(Configuration.of(Map.of()))).isEmpty();
    }
}

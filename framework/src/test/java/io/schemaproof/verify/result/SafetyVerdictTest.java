package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.schemaproof.safety.Hazard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetyVerdictTest {

    @ParameterizedTest
    @EnumSource
    void every_hazard_stands_in_the_documents(Hazard hazard) throws IOException {
        MigrationRule rule = MigrationRule.of(hazard.id()).orElseThrow();
        String verdict = rule.verdict() == MigrationVerdict.OK
                ? "\u2013"
                : "`" + rule.verdict().word() + "`";
        String page = Files.readString(Path.of("../docs/safety.md"));

        assertThat(page).contains("| `" + rule.id() + "` | " + rule.severity().word() + " | " + verdict + " |");
        assertThat(rule.check()).isEqualTo("safety");
    }
}

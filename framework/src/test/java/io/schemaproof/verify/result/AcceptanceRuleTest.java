package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptanceRuleTest {

    @ParameterizedTest
    @EnumSource
    void every_rule_stands_in_the_documents(AcceptanceRule rule) throws IOException {
        assertThat(Files.readString(Path.of("../docs/gate.md")))
                .contains("| `" + rule.id() + "` | " + rule.severity().word() + " |");
        assertThat(AcceptanceRule.of(rule.id())).contains(rule);
        assertThat(MigrationRule.of(rule.id())).contains(rule);
        assertThat(rule.verdict()).isEqualTo(MigrationVerdict.OK);
    }
}

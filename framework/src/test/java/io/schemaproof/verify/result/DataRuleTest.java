package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.schemaproof.rule.Finding;
import io.schemaproof.rule.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataRuleTest {

    @ParameterizedTest
    @EnumSource
    void every_rule_stands_in_the_documents_with_severity_and_verdict(DataRule rule) throws IOException {
        String verdict = rule.verdict() == MigrationVerdict.OK
                ? "\u2013"
                : "`" + rule.verdict().word() + "`";

        assertThat(Files.readString(Path.of("../docs/data.md")))
                .contains("| `" + rule.id() + "` | " + rule.severity().word() + " | " + verdict + " |");
        assertThat(DataRule.of(rule.id())).contains(rule);
        assertThat(RoundTripRule.of(rule.id())).isEmpty();
    }

    @Test
    void a_finding_of_an_unknown_rule_has_no_verdict() {
        Finding finding =
                new Finding("data.loss", Severity.ERROR, Optional.empty(), Optional.empty(), 0, "", "", Map.of());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationVerdict.of(finding))
                .withMessage("data.loss is no rule of a verification");
    }
}

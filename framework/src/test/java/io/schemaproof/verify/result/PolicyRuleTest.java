package io.schemaproof.verify.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyRuleTest {

    @ParameterizedTest
    @EnumSource
    void every_rule_stands_in_the_documents_with_severity_and_verdict(PolicyRule rule) throws IOException {
        String verdict = rule.verdict() == MigrationVerdict.OK
                ? "\u2013"
                : "`" + rule.verdict().word() + "`";

        String page = switch (rule.check()) {
            case "order" -> "gate";
            case "traffic", "queries" -> rule.check();
            case "performance" -> "queries";
            default -> "policies";
        };
        assertThat(Files.readString(Path.of("../docs/" + page + ".md")))
                .contains("| `" + rule.id() + "` | " + rule.severity().word() + " | " + verdict + " |");
        assertThat(PolicyRule.of(rule.id())).contains(rule);
        assertThat(RoundTripRule.of(rule.id())).isEmpty();
        assertThat(DataRule.of(rule.id())).isEmpty();
    }
}

package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Statements that succeed and of which the server says that they did not do what they say. */
final class WithoutEffect implements SafetyRule {

    private static final Pattern SAID = Pattern.compile(
            "can only be used in transaction blocks|there is (already a|no) transaction in progress|will be truncated to");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .flatMap(statement -> statement.trace().outcome().notices().stream()
                        .filter(notice -> SAID.matcher(notice).find())
                        .map(notice -> finding(statement, notice)))
                .toList();
    }

    private static Finding finding(TracedStatement statement, String notice) {
        return SafetyFinding.of(
                Hazard.WITHOUT_EFFECT,
                statement,
                Optional.empty(),
                "The server says of " + statement.abbreviated() + ": " + notice,
                remedy(notice),
                Map.of("notice", notice));
    }

    private static String remedy(String notice) {
        if (notice.contains("truncated")) {
            return "A name of at most 63 bytes.";
        }
        return notice.contains("transaction blocks")
                ? "SET without LOCAL, and RESET behind what it is meant for; or a BEGIN before it."
                : "Leave BEGIN and COMMIT to the tool, or tell it not to open a transaction of its own.";
    }
}

package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements that succeed and of which the server says that they did not do what they say. */
final class WithoutEffect implements SafetyRule {

    private static final Pattern SAID = Pattern.compile(
            "can only be used in transaction blocks|there is (already a|no) transaction in progress|will be truncated to");

    private static final Pattern MAKES_TABLE =
            Pattern.compile("(?is)\\A\\s*CREATE\\s+(UNLOGGED\\s+)?TABLE\\s+IF\\s+NOT\\s+EXISTS\\b");
    private static final Pattern THERE = Pattern.compile("relation \"(.+)\" already exists, skipping");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        return migration.statements().stream()
                .flatMap(statement -> statement.trace().outcome().notices().stream()
                        .filter(notice -> SAID.matcher(notice).find() || isThere(statement, notice))
                        .map(notice -> finding(statement, notice)))
                .toList();
    }

    /** Whether the table is one of before: it stays as it is, whatever the statement says of its columns. */
    private static boolean isThere(TracedStatement statement, String notice) {
        Matcher there = THERE.matcher(notice);
        return MAKES_TABLE.matcher(Words.code(statement.sql())).find()
                && there.find()
                && !ToolTables.isOne(there.group(1))
                && statement.migration().before().tables().stream()
                        .anyMatch(table -> table.name().equals(there.group(1)));
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
        if (THERE.matcher(notice).find()) {
            return "ALTER TABLE for what is to be another than it is; or CREATE TABLE without IF NOT EXISTS, which fails where one is there.";
        }
        return notice.contains("transaction blocks")
                ? "SET without LOCAL, and RESET behind what it is meant for; or a BEGIN before it."
                : "Leave BEGIN and COMMIT to the tool, or tell it not to open a transaction of its own.";
    }
}

package io.schemaproof.verify.policy;

import io.schemaproof.migration.MigrationRun;
import io.schemaproof.migration.StatementOutcome;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements that did nothing because of {@code IF EXISTS} or {@code IF NOT EXISTS}, by what the server said. */
final class Skipped {

    private static final Pattern NOTICE = Pattern.compile("NOTICE: (.*\\bskipping)");
    private static final Pattern NAME = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CONDITION = Pattern.compile("(?i)\\bif\\s+(not\\s+)?exists\\b");

    private Skipped() {}

    /** Each statement with the notice; where statements went out in one message, told apart by the name in it. */
    static Map<StatementOutcome, String> in(MigrationRun run) {
        Map<StatementOutcome, String> skipped = new LinkedHashMap<>();
        for (StatementOutcome sender : run.outcomes()) {
            for (String text : sender.notices()) {
                Matcher notice = NOTICE.matcher(text);
                if (notice.find()) {
                    Matcher name = NAME.matcher(text);
                    String wanted = name.find() ? name.group(1).toLowerCase(Locale.ROOT) : "";
                    StatementOutcome statement = run.outcomes().stream()
                            .filter(outcome -> !skipped.containsKey(outcome))
                            .filter(outcome -> mentions(outcome, wanted))
                            .findFirst()
                            .orElse(sender);
                    skipped.put(statement, notice.group(1));
                }
            }
        }
        return skipped;
    }

    private static boolean mentions(StatementOutcome outcome, String name) {
        String sql = outcome.statement().sql();
        return CONDITION.matcher(sql).find() && sql.toLowerCase(Locale.ROOT).contains(name);
    }
}

package io.schemaproof.safety;

import io.schemaproof.rule.Finding;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** IF EXISTS and IF NOT EXISTS that find nothing to do, after a lock for which the application waits; told once for a table. */
final class LockForNothing implements SafetyRule {

    private static final Pattern ONE_STATEMENT = Pattern.compile("(?is)\\A\\s*(ALTER|CREATE|DROP)\\b[^;]*;?\\s*\\z");
    private static final Pattern INNER = Pattern.compile("\\([^()]*\\)");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        Map<TracedRelation, List<TracedStatement>> idle = new LinkedHashMap<>();
        for (TracedStatement statement : migration.statements()) {
            if (hasNothingToDo(statement) && !statement.taken().isEmpty()) {
                idle.computeIfAbsent(statement.taken().get(0).relation(), relation -> new ArrayList<>())
                        .add(statement);
            }
        }
        return idle.values().stream().map(LockForNothing::finding).toList();
    }

    private static boolean hasNothingToDo(TracedStatement statement) {
        String code = Words.code(statement.sql());
        return ONE_STATEMENT.matcher(code).find() && skipped(statement).size() >= actions(code);
    }

    private static List<String> skipped(TracedStatement statement) {
        return statement.trace().notices().stream()
                .filter(notice -> notice.endsWith(", skipping"))
                .toList();
    }

    /** The parts of a list outside of parentheses. */
    private static long actions(String code) {
        String outer = code;
        for (String next = ""; !next.equals(outer); ) {
            next = outer;
            outer = INNER.matcher(outer).replaceAll("");
        }
        return outer.chars().filter(each -> each == ',').count() + 1;
    }

    private static Finding finding(List<TracedStatement> idle) {
        TracedStatement statement = idle.get(0);
        List<BlockingLock> locks = statement.taken();
        Map<String, String> facts = BlockingLock.facts("lock", locks);
        facts.put("statements", String.valueOf(idle.size()));
        return SafetyFinding.of(
                Hazard.LOCK_FOR_NOTHING,
                statement,
                Optional.of(Words.name(locks.get(0).relation())),
                "Takes " + BlockingLock.words(locks) + " and then has nothing to do: "
                        + skipped(statement).get(0) + "." + Words.others(idle),
                "Leave it out, or look first: DO $$ BEGIN IF NOT EXISTS (SELECT … FROM pg_attribute or pg_class …) THEN … END IF; END $$;",
                facts);
    }
}

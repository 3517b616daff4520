package io.schemaproof.safety;

import io.schemaproof.catalog.Sequence;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sequences that come to their end earlier than before, or begin anew there. */
final class SequenceEnds implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Sequence was : migration.before().sequences()) {
            migration.after().sequences().stream()
                    .filter(now -> now.id().equals(was.id()))
                    .forEach(now -> compare(migration, was, now, findings));
        }
        return findings;
    }

    private static void compare(TracedMigration migration, Sequence was, Sequence now, List<Finding> findings) {
        boolean up = was.increment() > 0 && now.increment() > 0;
        boolean down = was.increment() < 0 && now.increment() < 0;
        if (up && now.maximum() < was.maximum() && now.maximum() < room(migration, now)) {
            findings.add(ends(migration, now, "MAXVALUE", now.maximum(), was.maximum()));
        } else if (down && now.minimum() > was.minimum()) {
            findings.add(ends(migration, now, "MINVALUE", now.minimum(), was.minimum()));
        }
        if (now.isCycling() && !was.isCycling()) {
            findings.add(finding(
                    migration,
                    now,
                    "begins anew at its end now, and gives numbers that it has given.",
                    "ALTER SEQUENCE " + now.identity() + " NO CYCLE; and where its end is near, a larger type."));
        }
    }

    /** The highest number for which the column has room that it belongs to. */
    private static long room(TracedMigration migration, Sequence sequence) {
        return migration.after().tables().stream()
                .flatMap(table -> table.columns().stream())
                .filter(column -> column.sequence()
                        .filter(own -> own.id().equals(sequence.id()))
                        .isPresent())
                .mapToLong(column -> switch (column.type()) {
                    case "smallint" -> Short.MAX_VALUE;
                    case "integer" -> Integer.MAX_VALUE;
                    default -> Long.MAX_VALUE;
                })
                .max()
                .orElse(Long.MAX_VALUE);
    }

    private static Finding ends(TracedMigration migration, Sequence now, String word, long end, long former) {
        return finding(
                migration,
                now,
                "ends at " + end + " now, and did at " + former + ".",
                "ALTER SEQUENCE " + now.identity() + (now.type().equals("bigint") ? "" : " AS bigint") + " " + word
                        + " " + former + ";");
    }

    private static Finding finding(TracedMigration migration, Sequence sequence, String what, String remedy) {
        return SafetyFinding.naming(
                migration,
                Hazard.SEQUENCE_END,
                sequence.identity(),
                sequence.name(),
                "The sequence " + sequence.identity() + " " + what,
                remedy,
                Map.of());
    }
}

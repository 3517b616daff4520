package io.schemaproof.safety;

import io.schemaproof.catalog.Sequence;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sequences whose numbers lie closer together than before. */
final class SequenceSteps implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Sequence was : migration.before().sequences()) {
            migration.after().sequences().stream()
                    .filter(now -> now.id().equals(was.id()) && isCloser(now.increment(), was.increment()))
                    .map(now -> SafetyFinding.naming(
                            migration,
                            Hazard.SEQUENCE_STEP,
                            now.identity(),
                            now.name(),
                            "The sequence " + now.identity() + " counts by " + now.increment() + " and did by "
                                    + was.increment() + ".",
                            "First deploy an application that takes each number for itself, then change the sequence, in a later release;"
                                    + " and set it past the last block first: ALTER SEQUENCE " + now.identity()
                                    + " RESTART WITH …;",
                            Map.of()))
                    .forEach(findings::add);
        }
        return findings;
    }

    private static boolean isCloser(long now, long was) {
        return Long.signum(now) != Long.signum(was) || Math.abs(now) < Math.abs(was);
    }
}

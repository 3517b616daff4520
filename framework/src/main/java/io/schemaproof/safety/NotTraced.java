package io.schemaproof.safety;

import io.schemaproof.migration.Script;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.CostClass;
import io.schemaproof.trace.LockMode;
import io.schemaproof.trace.Observation;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Statements that could not be looked at, and those of which nobody knows whether their work grows. */
public final class NotTraced implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        for (TracedStatement statement : migration.statements()) {
            Observation observation = statement.trace().observation();
            if (observation == Observation.INCOMPLETE) {
                findings.add(finding(
                        statement,
                        "Has ended its transaction where its text does not tell, so its locks are not known: ",
                        "Put COMMIT where it can be seen: into the script, or into a DO block."));
            } else if (!observation.isComplete() && observation != Observation.AT_STOPS) {
                findings.add(finding(
                        statement,
                        "Could not be looked at, so nothing is known of its locks and its work: ",
                        "Send it as a statement of its own."));
            } else if (statement.cost().cost() == CostClass.UNKNOWN && isInTheWay(statement)) {
                findings.add(
                        finding(
                                statement,
                                "Nobody knows whether its work grows with the tables, because those that it reads were as large, or as empty, the"
                                        + " second time" + tables(statement) + ": ",
                                "Let the tables have rows: --seed DIR or a row source, for those that none can be generated for."));
            }
            List<TracedRelation> unmet = NoRowMet.tables(statement);
            if (!unmet.isEmpty()) {
                findings.add(finding(
                        statement,
                        "Nobody knows how many rows it changes, because none of those in " + Words.names(unmet)
                                + " here fulfils its condition: ",
                        "Let the tables have rows that do: --seed DIR or a row source."));
            }
        }
        return findings;
    }

    /** Whether somebody would wait for it if it took long. */
    private static boolean isInTheWay(TracedStatement statement) {
        return !statement.held().isEmpty()
                || !statement.taken().isEmpty()
                || statement.trace().locks().stream()
                        .anyMatch(lock -> lock.relation().kind().holdsRows() && lock.mode() == LockMode.ROW_EXCLUSIVE);
    }

    private static String tables(TracedStatement statement) {
        List<TracedRelation> read = statement.trace().work().stream()
                .filter(work -> work.relation().existedBefore() && work.passes() > 0)
                .map(work -> work.relation())
                .toList();
        return read.isEmpty() ? "" : " (" + Words.names(read) + ")";
    }

    private static Finding finding(TracedStatement statement, String what, String remedy) {
        return SafetyFinding.of(
                Hazard.NOT_CHECKED,
                statement,
                Optional.empty(),
                what + statement.abbreviated(),
                remedy,
                Map.of("observation", statement.trace().observation().name()));
    }

    /** An up or a down of which nothing is known. */
    public static Finding script(Script script, String reason) {
        return SafetyFinding.of(
                Hazard.NOT_CHECKED, script, "Nothing is known of what this script blocks: " + reason, "");
    }
}

package io.schemaproof.safety;

import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import io.schemaproof.safety.stricter.NewDemand;
import io.schemaproof.safety.stricter.NewDemands;
import io.schemaproof.trace.StatementTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an old table takes no more. Of columns that the migration has added the former application does not know; and a down brings back
 * the schema to which that belongs.
 */
final class NewStrictness implements SafetyRule {

    private static final String LATER =
            "First deploy an application that does not write what is refused, and do this in a later release.";

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            FormerWrites.find(migration.after(), was)
                    .ifPresent(now -> NewDemands.of(migration.before(), migration.after(), was, now)
                            .forEach(demand -> findings.add(finding(migration, now, demand))));
        }
        return findings;
    }

    private static Finding finding(TracedMigration migration, Table table, NewDemand demand) {
        return demand.word()
                .map(word -> atMaking(migration, table, demand, word))
                .orElseGet(() -> SafetyFinding.naming(
                        migration, Hazard.STRICTER, demand.object(), demand.name(), demand.what(), LATER, Map.of()));
    }

    /** At the statement that has made it, whose name it may have left to the server. */
    private static Finding atMaking(TracedMigration migration, Table table, NewDemand demand, String word) {
        Optional<StatementTrace> statement = migration
                .creating(demand.object())
                .or(() -> migration.naming(demand.name(), SafetyFinding.NO_DROP))
                .or(() -> naming(migration, table, demand, Pattern.compile("(?i)\\b(?:" + word + ")\\b")))
                .or(() -> naming(migration, table, demand, SafetyFinding.NO_DROP))
                .or(() -> migration.naming(demand.name(), SafetyFinding.ANYTHING));
        return SafetyFinding.of(
                Hazard.STRICTER,
                Optional.of(demand.object()),
                statement
                        .map(found -> found.statement().file())
                        .orElse(migration.script().path()),
                statement
                        .map(found -> found.statement().line())
                        .orElse(migration.script().firstLine()),
                demand.what(),
                LATER,
                Map.of());
    }

    private static Optional<StatementTrace> naming(
            TracedMigration migration, Table table, NewDemand demand, Pattern pattern) {
        return demand.columns().stream()
                .flatMap(column -> migration.naming(column, table.identity(), pattern).stream())
                .findFirst();
    }
}

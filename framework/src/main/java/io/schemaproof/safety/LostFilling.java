package io.schemaproof.safety;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Columns of before that must not be null, that a trigger has given a value, and that have none now: the server was asked. */
final class LostFilling implements SafetyRule {

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown() || migration.writes().isEmpty()) {
            return findings;
        }
        FilledColumns before = migration.writes().get().before().filled();
        FilledColumns after = migration.writes().get().after().filled();
        for (Table was : migration.before().tables()) {
            Optional<Table> now = FormerWrites.find(migration.after(), was);
            for (Column column : now.map(Table::columns).orElse(List.of())) {
                boolean filled = Column.find(was.columns(), column.quotedName())
                        .flatMap(same -> before.isFilled(was, same))
                        .orElse(false);
                boolean left = column.isNullable()
                        || column.isFilled()
                        || after.isFilled(now.get(), column).orElse(true);
                if (filled && !left) {
                    findings.add(finding(migration, was, now.get(), column));
                }
            }
        }
        return findings;
    }

    private static Finding finding(TracedMigration migration, Table was, Table now, Column column) {
        String name = was.triggers().stream()
                .flatMap(trigger -> Stream.of(trigger.name(), function(Optional.of(trigger.function()))))
                .filter(named -> migration.naming(named, SafetyFinding.ANYTHING).isPresent())
                .findFirst()
                .orElse(now.name());
        return SafetyFinding.naming(
                migration,
                Hazard.DEFAULT_REMOVED,
                column.identity(),
                name,
                "No trigger gives the column " + column.identity() + " a value any more, and it must not be null.",
                "First deploy an application that names " + column.quotedName()
                        + " in each INSERT, then let the trigger go, in a later release.",
                Map.of());
    }

    /** The name alone of a trigger's function. */
    static String function(Optional<String> signature) {
        return signature
                .map(text -> text.replaceFirst("\\(.*", "").replaceFirst(".*\\.", ""))
                .orElse("");
    }
}

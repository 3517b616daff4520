package io.schemaproof.safety;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.FileChange;
import io.schemaproof.trace.RelationKind;
import io.schemaproof.trace.TracedRelation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What falls with what a statement names: relations and foreign keys by DROP … CASCADE, rows by TRUNCATE … CASCADE. */
final class Victims implements SafetyRule {

    private static final Pattern DROPS = Pattern.compile("(?i)\\bDROP\\s+CONSTRAINT\\b");

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        for (TracedStatement statement : migration.statements()) {
            boolean cascades = Words.names(Words.code(statement.sql()), "CASCADE");
            List<String> dropped = cascades ? dropped(statement) : List.of();
            if (!dropped.isEmpty()) {
                findings.add(
                        fallen(statement, "Takes along, without naming it, " + Words.list(dropped) + ".", dropped));
            }
            Set<TracedRelation> emptied = emptied(statement);
            List<TracedRelation> unnamed = emptied.stream()
                    .filter(table -> !isNamed(statement, table))
                    .sorted()
                    .toList();
            List<TracedRelation> named = emptied.stream()
                    .filter(table -> !unnamed.contains(table))
                    .sorted()
                    .toList();
            if (!unnamed.isEmpty()) {
                findings.add(fallen(
                        statement,
                        "Empties, without naming it, " + Words.names(unnamed) + ".",
                        unnamed.stream().map(Words::name).toList()));
            }
            if (!named.isEmpty()) {
                findings.add(SafetyFinding.of(
                        Hazard.TRUNCATE,
                        statement,
                        Optional.of(Words.name(named.get(0))),
                        "Empties " + Words.names(named) + ", of which the application of before has made the rows.",
                        "Keep what may be needed in another table first, or delete by a condition, in batches.",
                        Map.of("tables", Words.names(named))));
            }
        }
        return findings;
    }

    private static Finding fallen(TracedStatement statement, String what, List<String> victims) {
        return SafetyFinding.of(
                Hazard.CASCADE,
                statement,
                Optional.of(victims.get(0)),
                what,
                "Name each of them in a statement of its own, without CASCADE: what was forgotten then stops the migration.",
                Map.of("victims", String.join(", ", victims)));
    }

    private static List<String> dropped(TracedStatement statement) {
        Set<String> gone = statement.trace().dropped().stream()
                .map(TracedRelation::qualifiedName)
                .collect(Collectors.toSet());
        List<String> victims = new ArrayList<>();
        for (TracedRelation relation : statement.trace().dropped()) {
            boolean used = relation.kind().holdsRows() || relation.kind() == RelationKind.VIEW;
            if (used
                    && relation.existedBefore()
                    && !statement.migration().isTakenBack(relation)
                    && !isNamed(statement, relation)) {
                victims.add(Words.name(relation));
            }
        }
        Catalog after = statement.migration().after();
        for (Table table : statement.migration().before().tables()) {
            for (ForeignKey key : table.foreignKeys()) {
                boolean loose = key.references()
                        .map(CatalogNames::qualifiedName)
                        .filter(gone::contains)
                        .isPresent();
                if (loose
                        && after.find(table.id()).isPresent()
                        && !isMadeByUp(statement, key)
                        && !isDroppedByName(statement, key)) {
                    victims.add("the foreign key " + key.quotedName() + " of " + table.identity());
                }
            }
        }
        return victims;
    }

    private static boolean isMadeByUp(TracedStatement statement, ForeignKey key) {
        return statement
                .migration()
                .made()
                .filter(up -> up.before().find(key.id()).isEmpty())
                .isPresent();
    }

    /** Whether a statement of the migration names it to drop it. */
    private static boolean isDroppedByName(TracedStatement statement, ForeignKey key) {
        return statement.migration().naming(key.name(), DROPS).isPresent();
    }

    /** Tables of before that had rows and whose file is empty now. */
    private static Set<TracedRelation> emptied(TracedStatement statement) {
        return statement.trace().files().stream()
                .filter(FileChange::isEmptied)
                .map(FileChange::relation)
                .filter(relation -> relation.existedBefore()
                        && relation.kind() == RelationKind.TABLE
                        && !statement.migration().isTakenBack(relation))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Whether the statement names it, or the table that it is a partition of. */
    private static boolean isNamed(TracedStatement statement, TracedRelation relation) {
        String sql = Words.code(statement.sql());
        Optional<Table> table = table(statement.migration().before(), relation);
        boolean named = Words.names(sql, relation.name());
        while (!named && table.isPresent()) {
            table = table.get().partitionOf();
            named = table.filter(parent -> Words.names(sql, parent.name())).isPresent();
        }
        return named;
    }

    private static Optional<Table> table(Catalog catalog, TracedRelation relation) {
        return catalog.tables().stream()
                .filter(table -> CatalogNames.qualifiedName(table).equals(relation.qualifiedName()))
                .findFirst();
    }
}

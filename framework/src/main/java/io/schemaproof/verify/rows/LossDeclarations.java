package io.schemaproof.verify.rows;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Migration;
import io.schemaproof.query.Relation;
import io.schemaproof.rule.Finding;
import io.schemaproof.verify.result.DataRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The declarations of one migration, and which of them were needed. */
final class LossDeclarations {

    private final Map<LossDeclaration, LossDeclaration.Target> valid = new LinkedHashMap<>();
    private final List<Finding> invalid = new ArrayList<>();
    private final Set<LossDeclaration> used = new HashSet<>();

    private LossDeclarations(List<LossDeclaration> all, Catalog before, Catalog after) {
        for (LossDeclaration declaration : all) {
            Optional<LossDeclaration.Target> target = declaration.in(before);
            if (declaration.reason().isEmpty()) {
                invalid.add(DataFindings.withoutReason(declaration));
            } else if (target.isPresent()) {
                valid.put(declaration, target.get());
            } else if (declaration.in(after).isPresent()) {
                invalid.add(DataFindings.declaresWhatIsNew(declaration));
            } else {
                invalid.add(DataFindings.declaresUnknown(declaration));
            }
        }
    }

    static LossDeclarations of(Migration migration, Catalog before, Catalog after) {
        List<LossDeclaration> all = new ArrayList<>(LossDeclaration.of(migration.up()));
        migration.down().ifPresent(down -> all.addAll(LossDeclaration.of(down)));
        return new LossDeclarations(all, before, after);
    }

    /** The columns of a table whose values may be lost. */
    Set<String> columns(Relation table) {
        Set<String> columns = new TreeSet<>();
        valid.values().stream()
                .filter(target -> target.table().equals(table))
                .forEach(target -> target.column().ifPresent(columns::add));
        return columns;
    }

    /** Use the declaration for rows of a table, if there is one. */
    Optional<LossDeclaration> useForRows(Relation table) {
        return use(target -> target.coversRows(table));
    }

    /** Use the declaration for a column, or for its whole table, if there is one. */
    Optional<LossDeclaration> useForColumn(Relation table, String column) {
        return use(target -> target.covers(table, column));
    }

    private Optional<LossDeclaration> use(Predicate<LossDeclaration.Target> condition) {
        Optional<LossDeclaration> found = valid.entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
        found.ifPresent(used::add);
        return found;
    }

    /** Those that were used. */
    Set<LossDeclaration> used() {
        return Set.copyOf(used);
    }

    /** Count those as used that were used elsewhere. */
    void usedElsewhere(Set<LossDeclaration> others) {
        used.addAll(others);
    }

    /** What is wrong with the declarations themselves. */
    List<Finding> invalid() {
        return List.copyOf(invalid);
    }

    /** The declared losses that did not happen; of a table without rows nobody knows. */
    List<Finding> unused(Set<Relation> tablesWithRows) {
        return valid.entrySet().stream()
                .filter(entry -> !used.contains(entry.getKey()))
                .filter(entry -> tablesWithRows.contains(entry.getValue().table()))
                .map(entry -> DataFindings.unused(entry.getKey()))
                .toList();
    }

    /** Leave out that a declaration is of no use where another check has used it. */
    static List<Finding> withoutUsed(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.rule().equals(DataRule.DECLARATION_UNUSED.id())
                        || findings.stream()
                                .noneMatch(other -> other.rule().equals(DataRule.DECLARED_LOSS.id())
                                        && other.file().equals(finding.file())
                                        && other.line() == finding.line()))
                .toList();
    }
}

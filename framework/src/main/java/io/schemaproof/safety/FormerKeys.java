package io.schemaproof.safety;

import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was unique in a table that is still there, under a condition, too, and is not any more, or not by its name. */
final class FormerKeys {

    private FormerKeys() {}

    static void find(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        for (Index index : was.indexes()) {
            if (isKey(index) && isThere(index, was, now)) {
                List<Index> serving = now.indexes().stream()
                        .filter(other -> isKey(other) && serves(other, index))
                        .toList();
                if (serving.isEmpty()) {
                    findings.add(finding(migration, index, was, now));
                } else if (serving.stream().noneMatch(other -> isCalledLike(other, index))) {
                    named(migration, index, serving.get(0), was, now).ifPresent(findings::add);
                }
            }
        }
        exclusions(migration, was, now, findings);
    }

    /** One of the same keys that says something else is meant. */
    private static void exclusions(TracedMigration migration, Table was, Table now, List<Finding> findings) {
        List<Index> left = exclusions(now);
        for (Index former : exclusions(was)) {
            List<Index> serving = left.stream()
                    .filter(other -> keys(was, other).equals(keys(was, former)))
                    .toList();
            if (left.stream().anyMatch(other -> name(other).equals(name(former)))
                    || !isThere(former, was, now)
                    || LostWhenRemade.isRemade(migration, was)) {
                continue;
            }
            findings.add(
                    serving.isEmpty()
                            ? SafetyFinding.naming(
                                    migration,
                                    Hazard.UNIQUE_REMOVED,
                                    former.identity(),
                                    name(former),
                                    "Nothing keeps rows of " + now.identity()
                                            + " apart any more as the exclusion constraint " + former.quotedName()
                                            + " did, by (" + keys(was, former) + ").",
                                    "First deploy an application that bears rows which were refused, then drop it, in a later release.",
                                    Map.of())
                            : renamed(
                                    migration,
                                    former,
                                    "The exclusion constraint " + former.quotedName() + " of " + now.identity()
                                            + " is called " + serving.get(0).quotedName() + " now."));
        }
    }

    private static List<Index> exclusions(Table table) {
        return table.indexes().stream()
                .filter(index -> index.object().is("exclusion"))
                .toList();
    }

    /** Whether ON CONFLICT ON CONSTRAINT, and who reads the name in an error, finds it as before. */
    private static boolean isCalledLike(Index index, Index former) {
        return name(index).equals(name(former))
                && (index.constraint().isPresent() || former.constraint().isEmpty());
    }

    private static String name(Index index) {
        return index.constraint().orElse(index.name());
    }

    /** Which of two indexes an error names nobody relies on; that a constraint is gone is told also where another index stays. */
    private static Optional<Finding> named(
            TracedMigration migration, Index former, Index serving, Table was, Table now) {
        boolean stays = was.indexes().stream()
                .anyMatch(
                        other -> other.id().equals(serving.id()) && !other.id().equals(former.id()));
        if (stays && former.constraint().isEmpty()) {
            return Optional.empty();
        }
        String kind = former.isPrimary()
                ? "primary key"
                : former.constraint().isPresent() ? "unique constraint" : "unique index";
        String what = name(serving).equals(name(former))
                ? " is an index alone now."
                : stays
                        ? " is gone, and only " + serving.quotedName() + " is left of the same columns."
                        : " is called " + serving.quotedName() + " now.";
        return Optional.of(
                renamed(migration, former, "The " + kind + " " + former.quotedName() + " of " + now.identity() + what));
    }

    private static Finding renamed(TracedMigration migration, Index former, String what) {
        return SafetyFinding.naming(
                migration,
                Hazard.KEY_NAME_REMOVED,
                former.identity(),
                name(former),
                what,
                "First deploy an application that does not name " + former.quotedName()
                        + ", then let it go, in a later release.",
                Map.of());
    }

    private static Finding finding(TracedMigration migration, Index index, Table was, Table now) {
        String keys = keys(was, index);
        String unique = "(" + keys + ") is unique in " + now.identity()
                + index.predicate()
                        .map(condition -> ", where " + condition + ",")
                        .orElse("");
        boolean deferrable = now.indexes().stream()
                .anyMatch(other -> other.isUnique() && !isImmediate(other) && serves(other, index));
        return SafetyFinding.naming(
                migration,
                Hazard.UNIQUE_REMOVED,
                index.identity(),
                name(index),
                deferrable
                        ? "What says that " + unique + " is DEFERRABLE now."
                        : "Nothing says any more that " + unique.replaceFirst(",$", "") + ".",
                "First deploy an application without ON CONFLICT (" + keys + ")"
                        + index.predicate()
                                .map(condition -> " WHERE " + condition)
                                .orElse("")
                        + ", which bears duplicates, then drop it, in a later release.",
                Map.of());
    }

    private static String keys(Table table, Index index) {
        return index.keys().stream()
                .map(key -> key.isColumn() ? table.list(List.of(key.expression())) : key.expression())
                .collect(Collectors.joining(", "));
    }

    /** What is DEFERRABLE ON CONFLICT does not take. */
    private static boolean isImmediate(Index index) {
        return index.object().attribute("immediate").isEmpty();
    }

    /** Whether ON CONFLICT finds it. */
    private static boolean isKey(Index index) {
        return index.isUnique() && index.isValid() && isImmediate(index);
    }

    /** Whether it is unique in the same, for no fewer rows. */
    private static boolean serves(Index index, Index former) {
        return Set.copyOf(index.columns()).equals(Set.copyOf(former.columns()))
                && (index.predicate().isEmpty() || index.predicate().equals(former.predicate()));
    }

    /** Whether all that it names has its name still; that another one has it, or nothing, is told for itself. */
    private static boolean isThere(Index index, Table was, Table now) {
        List<String> texts = Stream.concat(
                        index.keys().stream().filter(key -> !key.isColumn()).map(key -> key.expression()),
                        Optional.of(index).flatMap(Index::predicate).stream())
                .toList();
        return was.columns().stream()
                .filter(column -> index.keys().stream()
                                .anyMatch(key ->
                                        key.isColumn() && key.expression().equals(column.name()))
                        || texts.stream().anyMatch(text -> WholeWord.in(text, column.quotedName())))
                .allMatch(column ->
                        now.columns().stream().anyMatch(other -> other.name().equals(column.name())));
    }
}

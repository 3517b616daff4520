package io.schemaproof.assertions.structure;

import io.schemaproof.assertions.core.Article;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Find the constraints of a table, and word it when they are not there. */
record ConstraintLookup(Table table) {

    PrimaryKey primaryKey(Function<Failure, AssertionError> missing) {
        return table.primaryKey()
                .orElseThrow(() ->
                        missing.apply(Failure.expected("a primary key").butWas("a primary key", "no primary key")));
    }

    UniqueConstraint unique(String name, Function<Failure, AssertionError> missing) {
        return named("unique constraint", name, table.uniqueConstraints(), missing);
    }

    UniqueConstraint unique(Columns columns, Function<Failure, AssertionError> missing) {
        return table.uniqueConstraints().stream()
                .filter(key -> new HashSet<>(key.columns()).equals(new HashSet<>(columns.folded())))
                .findFirst()
                .orElseThrow(() -> missing.apply(UniqueKeys.check(table, columns, UniqueKeys.Kind.CONSTRAINT)
                        .orElseThrow()));
    }

    ForeignKey foreignKey(String name, Function<Failure, AssertionError> missing) {
        return named("foreign key", name, table.foreignKeys(), missing);
    }

    ExclusionAssert exclusion(Schema schema, String name, Function<Failure, AssertionError> missing) {
        List<Constraint> exclusions = table.constraints().stream()
                .filter(constraint -> constraint.type().equals("exclusion"))
                .toList();
        Constraint found = named("exclusion constraint", name, exclusions, missing);
        Index index = table.index(found.name())
                .orElseThrow(() -> new IllegalStateException("An exclusion without an index: " + found));
        return new ExclusionAssert(schema, found, table, index);
    }

    private <C extends Constraint> C named(
            String kind, String name, List<C> constraints, Function<Failure, AssertionError> missing) {
        String folded = Names.column(name);
        return constraints.stream()
                .filter(constraint -> constraint.name().equals(folded))
                .findFirst()
                .orElseThrow(() -> missing.apply(missing(kind, name, constraints)));
    }

    private Failure missing(String kind, String name, List<? extends Constraint> constraints) {
        String folded = Names.column(name);
        Failure failure = Failure.expected(kind + " " + name + " to exist").butWas(name, "no such " + kind);
        table.constraints().stream()
                .filter(constraint -> constraint.name().equals(folded))
                .forEach(other -> failure.line(
                        "It exists but is " + Article.with(other.type()) + " constraint: " + other.definition()));
        table.index(folded)
                .filter(index -> index.constraint().isEmpty())
                .ifPresent(index -> failure.line(
                        "It exists but is an index without a constraint: " + new IndexState(index).brief()));
        return failure.line(Names.didYouMean(
                        folded, constraints.stream().map(Constraint::name).toList()))
                .line("There are: " + list(constraints));
    }

    private static String list(List<? extends Constraint> constraints) {
        return constraints.isEmpty()
                ? "none"
                : constraints.stream()
                        .map(constraint -> Names.quote(constraint.name()) + " " + constraint.definition())
                        .collect(Collectors.joining("; "));
    }

    /** The failure if no check of the table has this condition and holds for every row. */
    static Optional<Failure> withCondition(Schema schema, Table table, String condition) {
        String canonical = new Canonical(schema.dataSource()).condition(table.identity(), condition);
        List<CheckConstraint> same = table.checks().stream()
                .filter(check -> check.expression().equals(canonical))
                .toList();
        if (same.stream().anyMatch(check -> check.isValidated() && check.isEnforced())) {
            return Optional.empty();
        }
        Failure failure = Failure.expected("a check " + condition)
                .butWas("CHECK (" + canonical + ")", same.isEmpty() ? "no check with this condition" : list(same))
                .line(same.isEmpty() ? "Checks of the table: " + list(table.checks()) : "");
        return Optional.of(
                same.isEmpty()
                        ? failure.suggest("ALTER TABLE " + table.identity() + " ADD CHECK (" + condition + ");")
                        : failure.suggest("ALTER TABLE " + table.identity() + " " + holding(same.get(0), condition)
                                + ";  -- after rows that violate it are gone"));
    }

    /** One that is not enforced cannot be validated, nor altered where it is a check. */
    private static String holding(CheckConstraint check, String condition) {
        String name = Names.quote(check.name());
        return check.isEnforced()
                ? "VALIDATE CONSTRAINT " + name
                : "DROP CONSTRAINT " + name + ", ADD CONSTRAINT " + name + " CHECK (" + condition + ")";
    }
}

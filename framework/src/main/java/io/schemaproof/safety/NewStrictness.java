package io.schemaproof.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.CheckConstraint;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.Domain;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.Table;
import io.schemaproof.rule.Finding;
import io.schemaproof.trace.StatementTrace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an old column takes no more: NULL, values that a check, a key or a narrower type refuses. Of columns that the migration has
 * added the former application does not know; and a down brings back the schema to which that belongs.
 */
final class NewStrictness implements SafetyRule {

    /** A list of values, without them: {@code (state = ANY (ARRAY[]))}. */
    private static final Pattern LABELS = Pattern.compile(
            "\\(+(?:\\w+|\"(?:[^\"]|\"\")+\")\\)?(?:::\\w+)? = ANY \\(+ARRAY\\[](?:\\)::[\\w ]+\\[])?\\)+");

    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*+'(?:::[\\w \"]+(?:\\(\\d+\\))?)?(?:, )?");

    private static final String LATER =
            "First deploy an application that does not write what is refused, and do this in a later release.";

    /** The others refuse. */
    private static final Set<ReferentialAction> ACTS =
            Set.of(ReferentialAction.CASCADE, ReferentialAction.SET_NULL, ReferentialAction.SET_DEFAULT);

    @Override
    public List<Finding> judge(TracedMigration migration) {
        List<Finding> findings = new ArrayList<>();
        if (migration.isDown()) {
            return findings;
        }
        for (Table was : migration.before().tables()) {
            FormerWrites.find(migration.after(), was).ifPresent(now -> {
                Comparison tables = new Comparison(migration, was, now, findings);
                tables.columns();
                tables.domains();
                tables.checks();
                tables.keys();
                tables.exclusions();
                tables.foreignKeys();
                tables.referenced();
                tables.rowSecurity();
                tables.partitions();
            });
        }
        return findings;
    }

    /** What a constraint demands of values that are written, whether those of before meet it or not. */
    static String demand(Constraint constraint) {
        return constraint.definition().replaceFirst(" NOT VALID$", "");
    }

    /** A table before and after. */
    private record Comparison(TracedMigration migration, Table was, Table now, List<Finding> findings) {

        void columns() {
            for (Column column : now.columns()) {
                Optional<Column> before = old(column.name());
                if (before.isEmpty()) {
                    continue;
                }
                if (before.get().isNullable()
                        && !column.isNullable()
                        && !isNullRefused(column)
                        && !isInNewKey(column)) {
                    add(
                            column.identity(),
                            column.name(),
                            "The column " + column.identity() + " must not be null any more.");
                }
                if (NarrowerType.is(column.type(), before.get().type())) {
                    add(
                            column.identity(),
                            column.name(),
                            "The column " + column.identity() + " was "
                                    + before.get().type() + " and is " + column.type() + ", which takes less.");
                }
                if (isGenerated(column) && !isGenerated(before.get())) {
                    add(
                            column.identity(),
                            column.name(),
                            "The column " + column.identity()
                                    + " is generated now, and takes no value from an INSERT or UPDATE.");
                }
                if (column.identityGeneration() == Column.IdentityGeneration.ALWAYS
                        && before.get().identityGeneration() != Column.IdentityGeneration.ALWAYS) {
                    add(
                            column.identity(),
                            column.name(),
                            "The column " + column.identity()
                                    + " is GENERATED ALWAYS now, and takes no value from an INSERT.");
                }
            }
        }

        /** What columns take that are of the same domain as before. */
        void domains() {
            for (Column column : now.columns()) {
                Optional<Domain> before = old(column.name())
                        .filter(former -> former.type().equals(column.type()))
                        .flatMap(former -> migration.before().domain(former.type()));
                Optional<Domain> after = migration.after().domain(column.type());
                if (before.isEmpty() || after.isEmpty()) {
                    continue;
                }
                String whose = "The column " + column.identity() + " is of the domain "
                        + after.get().identity() + ", which ";
                if (before.get().isNullable() && !after.get().isNullable()) {
                    add(column.identity(), after.get().name(), whose + "must not be null any more.");
                }
                Set<String> known = before.get().constraints().stream()
                        .map(NewStrictness::demand)
                        .collect(Collectors.toSet());
                after.get().constraints().stream()
                        // From PostgreSQL 17 on NOT NULL is one, too.
                        .filter(constraint ->
                                constraint.definition().startsWith("CHECK") && !known.contains(demand(constraint)))
                        .forEach(constraint -> add(
                                column.identity(),
                                constraint.name(),
                                whose + "has the new constraint " + constraint.quotedName() + ": " + demand(constraint)
                                        + "."));
            }
        }

        private Optional<Column> old(String name) {
            String former = former(name);
            return was.columns().stream()
                    .filter(column -> column.name().equals(former))
                    .findFirst();
        }

        /** What a column was called before; that it has another name is told for itself. */
        private String former(String name) {
            boolean known =
                    was.columns().stream().anyMatch(column -> column.name().equals(name));
            return now.columns().stream()
                    .filter(column -> !known && column.name().equals(name))
                    .flatMap(column -> was.columns().stream()
                            .filter(other -> other.position() == column.position()
                                    && other.type().equals(column.type())))
                    .map(Column::name)
                    .findFirst()
                    .orElse(name);
        }

        private List<String> former(List<String> names) {
            return names.stream().map(this::former).toList();
        }

        /** An expression as it was written before. */
        private String formerly(String expression) {
            String text = expression;
            for (Column column : now.columns()) {
                Optional<Column> before = old(column.name());
                if (before.isPresent() && !before.get().name().equals(column.name())) {
                    text = Pattern.compile("(?<![\\w\"])" + Pattern.quote(column.quotedName()) + "(?![\\w\"])")
                            .matcher(text)
                            .replaceAll(Matcher.quoteReplacement(before.get().quotedName()));
                }
            }
            return text;
        }

        /** Whether a check of before says the same, the usual step before SET NOT NULL. */
        private boolean isNullRefused(Column column) {
            return was.checks().stream()
                    .filter(CheckConstraint::isEnforced)
                    .map(CheckConstraint::expression)
                    .anyMatch(text ->
                            Words.names(text, column.quotedName() + " IS NOT NULL") && !Words.names(text, "OR"));
        }

        private boolean isInNewKey(Column column) {
            return was.primaryKey().isEmpty()
                    && now.primaryKey()
                            .filter(key -> key.columns().contains(column.name()))
                            .isPresent();
        }

        void checks() {
            List<String> before = was.checks().stream()
                    .filter(CheckConstraint::isEnforced)
                    .map(CheckConstraint::expression)
                    .toList();
            for (CheckConstraint check : now.checks()) {
                String expression = formerly(check.expression());
                if (check.isEnforced()
                        && isOld(check.columns())
                        && !isToldAsNotNull(check)
                        && !isOfFormerLabels(check)
                        && !before.contains(expression)
                        && before.stream().noneMatch(other -> isWider(expression, other))) {
                    add(
                            check.identity(),
                            made(check, "CHECK"),
                            "The check " + check.quotedName() + " of " + now.identity()
                                    + " is new, on columns of before: " + check.expression() + ".");
                }
            }
        }

        private boolean isToldAsNotNull(CheckConstraint check) {
            return now.columns().stream()
                    .anyMatch(column -> !column.isNullable()
                            && check.expression().equals("(" + column.quotedName() + " IS NOT NULL)"));
        }

        /** Whether a column was of an enum type, and the check takes each of its labels. */
        private boolean isOfFormerLabels(CheckConstraint check) {
            return check.columns().size() == 1
                    && LABELS.matcher(LITERAL.matcher(check.expression()).replaceAll(""))
                            .matches()
                    && old(check.columns().get(0))
                            .flatMap(column -> migration.before().enumType(column.type()))
                            .filter(type -> literals(check.expression()).stream()
                                    .map(literal -> literal.substring(0, literal.lastIndexOf('\'') + 1))
                                    .collect(Collectors.toSet())
                                    .containsAll(type.labels().stream()
                                            .map(SqlText::literal)
                                            .toList()))
                            .isPresent();
        }

        /** Whether a list of values has only grown. */
        private static boolean isWider(String expression, String other) {
            return LITERAL.matcher(expression)
                            .replaceAll("")
                            .equals(LITERAL.matcher(other).replaceAll(""))
                    && expression.contains("ANY (")
                    && literals(expression).containsAll(literals(other));
        }

        private static Set<String> literals(String expression) {
            return LITERAL.matcher(expression)
                    .results()
                    .map(match -> match.group().replaceAll(", $", ""))
                    .collect(Collectors.toSet());
        }

        private boolean isOld(List<String> columns) {
            return columns.stream().anyMatch(name -> old(name).isPresent());
        }

        void keys() {
            for (Index index : now.indexes()) {
                if (index.isUnique() && index.isReady() && !isApart(index) && !isUniqueAlready(index)) {
                    String list = now.list(index.columns());
                    add(
                            index.identity(),
                            made(
                                    index.identity(),
                                    index.constraint().orElse(index.name()),
                                    index.columns(),
                                    "UNIQUE|KEY"),
                            "(" + list + ") has to be unique in " + now.identity() + " now"
                                    + index.predicate()
                                            .map(condition -> ", where " + condition)
                                            .orElse("") + ".");
                }
            }
        }

        void exclusions() {
            Set<String> before =
                    was.constraints().stream().map(Constraint::definition).collect(Collectors.toSet());
            for (Constraint constraint : now.constraints()) {
                boolean unused = constraint.columns().stream()
                        .filter(name -> old(name).isEmpty())
                        .flatMap(name -> now.column(SqlText.identifier(name)).stream())
                        .anyMatch(Comparison::isLeftNull);
                if (constraint.type().equals("exclusion")
                        && !unused
                        && !before.contains(formerly(constraint.definition()))) {
                    add(
                            constraint.identity(),
                            made(constraint, "EXCLUDE"),
                            "The exclusion constraint " + constraint.quotedName() + " of " + now.identity()
                                    + " is new: " + constraint.definition() + ".");
                }
            }
        }

        /** Whether a new column tells all rows of the former application apart: by NULL, or by a number of its own. */
        private boolean isApart(Index index) {
            return index.keys().stream()
                    .filter(key -> key.isColumn() && old(key.expression()).isEmpty())
                    .flatMap(key -> now.column(SqlText.identifier(key.expression())).stream())
                    .anyMatch(column -> (isLeftNull(column) && !index.isNullsNotDistinct()) || isCounted(column));
        }

        private static boolean isLeftNull(Column column) {
            return column.isNullable() && column.defaultExpression().isEmpty() && !isGenerated(column);
        }

        private static boolean isGenerated(Column column) {
            return column.generated() != Column.Generated.NOT_GENERATED;
        }

        private static boolean isCounted(Column column) {
            return column.identityGeneration() != Column.IdentityGeneration.NO_IDENTITY
                    || column.defaultExpression()
                            .filter(text -> text.contains("nextval(") || text.contains("uuid"))
                            .isPresent();
        }

        private boolean isUniqueAlready(Index index) {
            return was.indexes().stream()
                    .anyMatch(other -> other.isUnique()
                            && (other.predicate().isEmpty()
                                    || other.predicate()
                                            .equals(index.predicate().map(this::formerly)))
                            && new HashSet<>(former(index.columns())).containsAll(other.columns()));
        }

        void foreignKeys() {
            for (ForeignKey key : now.foreignKeys()) {
                boolean known = was.foreignKeys().stream()
                        .anyMatch(other -> other.columns().equals(former(key.columns()))
                                && (other.referencedTable().equals(key.referencedTable()) || isRenamed(other, key)));
                boolean unused = key.columns().stream()
                        .filter(name -> old(name).isEmpty())
                        .flatMap(name -> now.column(SqlText.identifier(name)).stream())
                        .anyMatch(Comparison::isLeftNull);
                if (key.isEnforced() && !known && !unused && isOld(key.columns())) {
                    add(
                            key.identity(),
                            made(key, "REFERENCES"),
                            "(" + now.list(key.columns()) + ") of " + now.identity() + " has to refer to a row of "
                                    + key.referencedTable() + " now.");
                }
            }
        }

        /** What goes with a referenced row that went, and keeps it where it is now. */
        void referenced() {
            for (ForeignKey key : now.foreignKeys()) {
                was.foreignKeys().stream()
                        .filter(other -> other.columns().equals(former(key.columns()))
                                && other.referencedTable().equals(key.referencedTable()))
                        .findFirst()
                        .filter(other -> key.isEnforced() && other.isEnforced())
                        .ifPresent(other -> {
                            kept(key, other.onDelete(), key.onDelete(), "deleted", "DELETE");
                            kept(key, other.onUpdate(), key.onUpdate(), "given another key", "UPDATE");
                        });
            }
        }

        private void kept(ForeignKey key, ReferentialAction before, ReferentialAction after, String what, String when) {
            if (ACTS.contains(before) && !ACTS.contains(after)) {
                add(
                        key.identity(),
                        key.name(),
                        "A row of " + key.referencedTable() + " that a row of " + now.identity()
                                + " refers to cannot be " + what + " any more: " + key.quotedName() + " was ON " + when
                                + " " + before.name().replace('_', ' ') + ".");
            }
        }

        /** Whether the same key refers to the same table under another name. */
        private boolean isRenamed(ForeignKey before, ForeignKey key) {
            return before.name().equals(key.name())
                    && migration.after().table(before.referencedTable()).isEmpty()
                    && migration.before().table(key.referencedTable()).isEmpty();
        }

        void rowSecurity() {
            if (now.isRowSecurityEnabled() && !was.isRowSecurityEnabled()) {
                add(
                        now.identity(),
                        now.name(),
                        now.identity()
                                + " has row level security now: who is not its owner reads and writes what a policy lets pass.");
            }
        }

        /** That an old partition goes is what partitions are for; rows of no partition found a place before. */
        void partitions() {
            if (now.isPartitioned() && takesAnyRow(was) && !takesAnyRow(now)) {
                add(
                        now.identity(),
                        now.name(),
                        now.identity()
                                + " has no default partition now: a row that belongs to none of its partitions is refused.");
            }
        }

        /** As far as bounds tell: those of ranges may leave gaps. */
        private static boolean takesAnyRow(Table table) {
            List<String> bounds = table.partitions().stream()
                    .flatMap(partition -> partition.partitionBound().stream())
                    .toList();
            return !table.isPartitioned()
                    || table.partitionKey()
                            .filter(key -> key.startsWith("HASH"))
                            .isPresent()
                    || bounds.contains("DEFAULT")
                    || (bounds.stream().anyMatch(bound -> bound.contains("MINVALUE"))
                            && bounds.stream().anyMatch(bound -> bound.contains("MAXVALUE")));
        }

        private Optional<StatementTrace> made(Constraint constraint, String word) {
            return made(constraint.identity(), constraint.name(), constraint.columns(), word);
        }

        /**
         * The statement that has made a constraint or an index, whose name it may have left to the server.
         *
         * @param word which it then holds
         */
        private Optional<StatementTrace> made(String identity, String name, List<String> columns, String word) {
            return migration
                    .creating(identity)
                    .or(() -> migration.naming(name, SafetyFinding.NO_DROP))
                    .or(() -> naming(columns, Pattern.compile("(?i)\\b(?:" + word + ")\\b")))
                    .or(() -> naming(columns, SafetyFinding.NO_DROP))
                    .or(() -> migration.naming(name, SafetyFinding.ANYTHING));
        }

        private Optional<StatementTrace> naming(List<String> columns, Pattern pattern) {
            return columns.stream()
                    .flatMap(column -> migration.naming(column, now.identity(), pattern).stream())
                    .findFirst();
        }

        private void add(String object, String name, String what) {
            findings.add(SafetyFinding.naming(migration, Hazard.STRICTER, object, name, what, LATER, Map.of()));
        }

        private void add(String object, Optional<StatementTrace> statement, String what) {
            findings.add(SafetyFinding.of(
                    Hazard.STRICTER,
                    Optional.of(object),
                    statement
                            .map(found -> found.statement().file())
                            .orElse(migration.script().path()),
                    statement
                            .map(found -> found.statement().line())
                            .orElse(migration.script().firstLine()),
                    what,
                    LATER,
                    Map.of()));
        }
    }
}

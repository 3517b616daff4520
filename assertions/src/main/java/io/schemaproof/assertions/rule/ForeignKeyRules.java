package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.constraints;
import static io.schemaproof.assertions.rule.Rules.foreignKeys;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.ForeignKey.MatchType;
import io.schemaproof.catalog.ReferentialAction;
import io.schemaproof.catalog.TypedObject;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Ready rules about foreign keys, and about whether constraints hold.
 *
 * @since 0.1
 */
public final class ForeignKeyRules {

    private ForeignKeyRules() {}

    /** {@code schema.foreign-key-without-index}: foreign keys whose rows are found by reading more than them. */
    public static ObjectRule<ForeignKey> beCoveredByIndex() {
        return foreignKeys()
                .should()
                .beCoveredByIndex()
                .because(
                        "each delete of a referenced row reads the whole table, or all of it that an index of a part of the columns finds")
                .as("schema.foreign-key-without-index");
    }

    /** {@code schema.duplicate-foreign-key}: two foreign keys of the same columns to the same columns. */
    public static ObjectRule<ForeignKey> notBeDuplicate() {
        return foreignKeys()
                .should(ObjectCondition.of(
                        "not say what another one says",
                        key -> earlier(key)
                                .filter(other -> pairs(other).equals(pairs(key)))
                                .findFirst()
                                .map(other -> Violation.of(key, "says the same as " + other.quotedName())
                                        .suggesting(Statements.dropConstraint(key)))))
                .because("each write checks twice")
                .as("schema.duplicate-foreign-key");
    }

    /** {@code schema.overlapping-foreign-key}: two foreign keys to one table that share a column. */
    public static ObjectRule<ForeignKey> notOverlap() {
        return foreignKeys()
                .should(ObjectCondition.of(
                        "not share columns with another one to the same table",
                        key -> earlier(key)
                                .filter(other -> !pairs(other).equals(pairs(key)) && shares(other, key))
                                .findFirst()
                                .map(other -> Violation.of(key, "shares columns with " + other.quotedName()))))
                .because("often one of them was to replace the other")
                .as("schema.overlapping-foreign-key");
    }

    /** The foreign keys of the same table to the same table that come before it by name. */
    private static Stream<ForeignKey> earlier(ForeignKey key) {
        return key.table().stream()
                .flatMap(table -> table.foreignKeys().stream())
                .filter(other -> other.referencedTable().equals(key.referencedTable())
                        && other.name().compareTo(key.name()) < 0)
                .sorted(Comparator.comparing(TypedObject::name));
    }

    private static Set<List<String>> pairs(ForeignKey key) {
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i < key.columns().size(); i++) {
            pairs.add(List.of(key.columns().get(i), key.referencedColumns().get(i)));
        }
        return pairs;
    }

    private static boolean shares(ForeignKey left, ForeignKey right) {
        Set<String> both = new TreeSet<>(left.columns());
        both.retainAll(right.columns());
        return !both.isEmpty();
    }

    /** {@code schema.foreign-key-type}: foreign keys whose columns have other types than those they reference. */
    public static ObjectRule<ForeignKey> haveTypesOfReferencedColumns() {
        return foreignKeys()
                .should()
                .haveTypesOfReferencedColumns()
                .because("a number that fits into one and not into the other fails one day, and joins convert")
                .as("schema.foreign-key-type");
    }

    /** {@code schema.nullable-composite-foreign-key}: foreign keys of several columns that one NULL switches off. */
    public static ObjectRule<ForeignKey> notHaveNullableParts() {
        return foreignKeys()
                .that()
                .areComposite()
                .should(ObjectCondition.of(
                        "not have nullable columns unless MATCH FULL",
                        key -> nullable(key)
                                .findFirst()
                                .filter(column -> key.match() == MatchType.SIMPLE)
                                .map(column -> Violation.of(
                                                key,
                                                "is not checked where one of its columns is NULL: "
                                                        + nullable(key)
                                                                .map(TypedObject::quotedName)
                                                                .collect(Collectors.joining(", ")))
                                        .suggesting(nullable(key)
                                                .map(Statements::setNotNull)
                                                .collect(Collectors.joining(" "))))))
                .because("the rest may then point nowhere")
                .as("schema.nullable-composite-foreign-key");
    }

    private static Stream<Column> nullable(ForeignKey key) {
        return key.columns().stream()
                .flatMap(name -> Conditions.column(key.table(), name).stream())
                .filter(Column::isNullable);
    }

    /** {@code schema.foreign-key-to-itself}: foreign keys whose columns reference themselves. */
    public static ObjectRule<ForeignKey> notReferenceThemselves() {
        return foreignKeys()
                .should(ObjectCondition.of(
                        "not reference their own columns",
                        key -> !key.references().equals(key.table())
                                || !key.columns().equals(key.referencedColumns()),
                        key -> "references its own columns, which every row fulfils",
                        Statements::dropConstraint))
                .because("they forbid nothing")
                .as("schema.foreign-key-to-itself");
    }

    /** {@code schema.foreign-key-cycle}: tables that demand each other's rows, so that none gets its first one. */
    public static ObjectRule<ForeignKey> notFormCycle() {
        return foreignKeys()
                .should(ObjectCondition.of(
                        "not form a cycle of columns that are NOT NULL and checks that are not deferrable",
                        key -> ForeignKeyCycle.through(key)
                                .map(tables -> Violation.of(
                                        key,
                                        "closes the circle " + String.join(" -> ", tables)
                                                + ", in which each row needs another one first"))))
                .because("no first row can be inserted into any of these tables")
                .as("schema.foreign-key-cycle");
    }

    /** {@code schema.self-reference-without-action}: trees in which nothing happens to the children. */
    public static ObjectRule<ForeignKey> haveActionForChildren() {
        return foreignKeys()
                .that()
                .areSelfReferences()
                .should(ObjectCondition.of(
                        "have an action for the children",
                        key -> key.onDelete() != ReferentialAction.NO_ACTION
                                        && key.onDelete() != ReferentialAction.RESTRICT
                                ? Optional.empty()
                                : Optional.of(new Violation(
                                        key.id(),
                                        "has ON DELETE " + Conditions.words(List.of(key.onDelete()), ""),
                                        cascading(key)))))
                .because("no branch can be deleted with one statement")
                .as("schema.self-reference-without-action");
    }

    /** The key with another action; empty where it has clauses that would have to be kept. */
    private static Optional<String> cascading(ForeignKey key) {
        String plain = key.definition().replaceAll(" ON DELETE RESTRICT$", "");
        return plain.endsWith(")")
                ? key.table()
                        .map(table -> Statements.alterTable(table) + "DROP CONSTRAINT " + key.quotedName()
                                + ", ADD CONSTRAINT " + key.quotedName() + " " + plain + " ON DELETE CASCADE;")
                : Optional.empty();
    }

    /** {@code schema.not-valid-constraint}: constraints that the present rows need not fulfil. */
    public static ObjectRule<Constraint> beValidated() {
        return constraints()
                .should()
                .beValidated()
                .because("a constraint that does not hold for all rows proves nothing")
                .as("schema.not-valid-constraint");
    }

    /** {@code schema.disabled-foreign-key}: foreign keys that are no longer checked, after DISABLE TRIGGER ALL. */
    public static ObjectRule<ForeignKey> beEnabled() {
        return foreignKeys()
                .should(ObjectCondition.of(
                        "be enabled",
                        ForeignKey::areTriggersEnabled,
                        key -> "is not checked, because its triggers are disabled",
                        key -> Stream.of(key.table(), key.references())
                                .flatMap(Optional::stream)
                                .distinct()
                                .map(table -> Statements.alterTable(table) + "ENABLE TRIGGER ALL;")
                                .collect(Collectors.joining(" "))))
                .because("rows that point nowhere can be written")
                .as("schema.disabled-foreign-key");
    }
}

package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.indexes;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.IndexOverlap;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ready rules about indexes.
 *
 * @since 0.1
 */
public final class IndexRules {

    private IndexRules() {}

    /** {@code schema.duplicate-index}: two indexes that do the same; order, uniqueness, condition and INCLUDE count. */
    public static ObjectRule<Index> notBeDuplicate() {
        return indexes()
                .should(new ObjectCondition<>(
                        "not do what another one does",
                        schema -> index -> IndexOverlap.duplicate(index)
                                .map(other -> new Violation(
                                        index.id(),
                                        "does what " + other.identity() + " does",
                                        Statements.dropUnlessReferenced(index, schema.catalog())))
                                .stream()
                                .toList()))
                .because("each write maintains both")
                .as("schema.duplicate-index");
    }

    /** {@code schema.redundant-index}: indexes that another one begins with, or repeats as unique. */
    public static ObjectRule<Index> notBeRedundant() {
        return indexes()
                .should(ObjectCondition.of(
                        "do something that no other one does",
                        index -> IndexOverlap.covering(index)
                                .map(other -> Violation.of(
                                                index, "does nothing that " + other.identity() + " does not do too")
                                        .suggesting(Statements.drop(index)))))
                .because("the other one serves the same queries, and each write maintains both")
                .as("schema.redundant-index");
    }

    /** {@code schema.invalid-index}: indexes that a failed CREATE INDEX CONCURRENTLY left over, or that a partition has not. */
    public static ObjectRule<Index> beValid() {
        return indexes()
                .should()
                .beValid()
                .because("writes maintain it and no query uses it")
                .as("schema.invalid-index");
    }

    /** {@code schema.btree-on-array}: arrays in a B-tree, which finds whole arrays only. */
    public static ObjectRule<Index> notBeBtreeOnArray() {
        return indexes()
                .that()
                .useMethod("btree")
                .not()
                .areUnique()
                .should(ObjectCondition.of(
                        "not have an array as key",
                        index -> columns(index)
                                .filter(column -> column.type().endsWith("[]"))
                                .findFirst()
                                .map(column -> onArray(index, column))))
                .because("a B-tree compares whole arrays")
                .as("schema.btree-on-array");
    }

    private static Violation onArray(Index index, Column array) {
        Violation violation =
                Violation.of(index, "has the array " + array.quotedName() + " as key; @> and && do not use it");
        // Other keys and a condition would be lost, and perhaps are why the index is there.
        return index.keys().size() == 1 && index.predicate().isEmpty()
                ? violation.suggesting(Statements.drop(index) + " CREATE INDEX ON " + index.tableName() + " USING gin ("
                        + array.quotedName() + ");")
                : violation;
    }

    /** {@code schema.index-on-boolean}: indexes on one truth value alone. */
    public static ObjectRule<Index> notBeOnBooleanAlone() {
        return indexes()
                .that(ObjectPredicate.<Index>of(
                        "have one key and no condition",
                        index -> index.keys().size() == 1 && index.predicate().isEmpty()))
                .not()
                .areUnique()
                .should(ObjectCondition.of(
                        "not be on a boolean alone",
                        index ->
                                columns(index).noneMatch(column -> column.type().equals("boolean")),
                        index -> "has only two values to choose from",
                        Statements::drop))
                .because("each half of a table is read faster without; an index of the rare half is partial")
                .as("schema.index-on-boolean");
    }

    /** {@code schema.index-with-time-in-the-middle}: keys after a moment, which no search by range reaches. */
    public static ObjectRule<Index> notHaveTimeInTheMiddle() {
        return indexes()
                .that()
                .useMethod("btree")
                .and()
                .not()
                .areUnique()
                .should(ObjectCondition.of("not have keys behind a moment", index -> {
                    List<IndexKey> keys = index.keys();
                    return IntStream.range(0, keys.size() - 1)
                            .mapToObj(i -> column(index, keys.get(i)))
                            .flatMap(Optional::stream)
                            .filter(column -> column.type().startsWith("timestamp"))
                            .findFirst()
                            .map(column -> Violation.of(
                                    index, "has keys behind " + column.quotedName() + ", a " + column.type()));
                }))
                .because("moments are searched by range, and then the keys behind them help little")
                .as("schema.index-with-time-in-the-middle");
    }

    /** {@code schema.needless-index-condition}: indexes {@code WHERE x IS NOT NULL} although x never is. */
    public static ObjectRule<Index> notHaveNeedlessCondition() {
        return indexes()
                .that()
                .arePartial()
                .should(ObjectCondition.of(
                        "have a condition that chooses",
                        index -> table(index)
                                .filter(column -> !column.isNullable())
                                .filter(column -> index.predicate()
                                        .equals(Optional.of("(" + column.quotedName() + " IS NOT NULL)")))
                                .findFirst()
                                .map(column -> Violation.of(
                                                index,
                                                "has the condition "
                                                        + index.predicate().orElse("")
                                                        + ", which is true for every row")
                                        .suggesting(Statements.drop(index) + " " + withoutCondition(index) + ";"))))
                .because("it hides from a reader that the index is whole")
                .as("schema.needless-index-condition");
    }

    private static String withoutCondition(Index index) {
        String end = " WHERE " + index.predicate().orElse("");
        String definition = index.definition();
        return definition.endsWith(end) ? definition.substring(0, definition.length() - end.length()) : definition;
    }

    /** {@code schema.unique-with-null}: unique keys in which NULL makes equal rows different. */
    public static ObjectRule<Index> notBeUniqueWithNull() {
        return indexes()
                .that()
                .areUnique()
                .should(ObjectCondition.of(
                        "not have nullable columns",
                        index -> columns(index)
                                .filter(column -> column.isNullable()
                                        && !index.isNullsNotDistinct()
                                        && index.predicate().isEmpty())
                                .findFirst()
                                .map(column -> Violation.of(
                                                index, "lets equal rows pass where " + column.quotedName() + " is NULL")
                                        .suggesting(Statements.setNotNull(column)))))
                .because("NULL is not equal to NULL")
                .as("schema.unique-with-null");
    }

    private static Stream<Column> columns(Index index) {
        return index.keys().stream().map(key -> column(index, key)).flatMap(Optional::stream);
    }

    private static Optional<Column> column(Index index, IndexKey key) {
        Predicate<Column> same = column -> key.isColumn() && column.name().equals(key.expression());
        return table(index).filter(same).findFirst();
    }

    private static Stream<Column> table(Index index) {
        return index.table().stream().flatMap(table -> table.columns().stream());
    }
}

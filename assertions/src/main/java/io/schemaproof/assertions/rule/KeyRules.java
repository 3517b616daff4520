package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.columns;
import static io.schemaproof.assertions.rule.Rules.sequences;
import static io.schemaproof.assertions.rule.Rules.tables;

import io.schemaproof.assertions.core.Sql;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Sequence;
import io.schemaproof.catalog.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ready rules about primary keys and the sequences that feed them.
 *
 * @since 0.1
 */
public final class KeyRules {

    private KeyRules() {}

    /** {@code schema.small-primary-key}: keys that end at 32,767 or at 2,147,483,647. */
    public static ObjectRule<Column> haveRoom() {
        return columns()
                .that(ObjectPredicate.<Column>of("are the whole primary key", KeyRules::isWholeKey))
                .should(new ObjectCondition<>("have room for more than 2,147,483,647 rows", KeyRules::small))
                .because("when the numbers end, no row can be added, and the change of type rewrites the table")
                .as("schema.small-primary-key");
    }

    private static Function<Column, List<Violation>> small(Schema schema) {
        WiderKey wider = new WiderKey(schema.catalog());
        return column -> WiderKey.LIMITS.containsKey(column.type())
                ? List.of(Violation.of(column, "is " + column.type() + ", the only column of the primary key")
                        .suggesting(wider.statements(column)))
                : List.of();
    }

    private static boolean isWholeKey(Column column) {
        return column.table()
                .filter(KeyRules::hasOwnKey)
                .flatMap(Table::primaryKey)
                .filter(key -> key.columns().equals(List.of(column.name())))
                .isPresent();
    }

    /** {@code schema.text-primary-key}: natural keys of text. */
    public static ObjectRule<Column> notBeTextKey() {
        return columns()
                .that(ObjectPredicate.<Column>of("are the whole primary key", KeyRules::isWholeKey))
                .should(ObjectCondition.of(
                        "not be text",
                        column -> !column.type().matches("(text|character varying|character)(\\([0-9]+\\))?"),
                        column -> "is " + column.type()))
                .because("what a person has written is corrected one day, and every reference with it")
                .as("schema.text-primary-key");
    }

    /** {@code schema.composite-primary-key}: primary keys of several columns. */
    public static ObjectRule<Table> notBeComposite() {
        return tables().that(ObjectPredicate.<Table>of("have a primary key of their own", KeyRules::hasOwnKey))
                .should(ObjectCondition.of(
                        "have a primary key of one column",
                        table -> table.primaryKey()
                                .filter(key -> key.columns().size() > 1)
                                .isEmpty(),
                        table -> "has a primary key of several columns: "
                                + table.primaryKey().map(Statements::columns).orElse("")))
                .because("every reference must repeat all of them")
                .as("schema.composite-primary-key");
    }

    /** Whether it has one that is not its partitioned table's, of which that one is told. */
    private static boolean hasOwnKey(Table table) {
        return table.primaryKey()
                .filter(key -> key.object().attribute("parent constraint").isEmpty())
                .isPresent();
    }

    /** {@code schema.sequence-outgrows-column}: sequences that reach numbers that their column cannot hold. */
    public static ObjectRule<Sequence> fitTheirColumn() {
        return sequences()
                .that()
                .areOwned()
                .should(new ObjectCondition<>("fit into their column", KeyRules::outgrowing))
                .because("the numbers of the column end before those of the sequence, and then each INSERT fails")
                .as("schema.sequence-outgrows-column");
    }

    private static Function<Sequence, List<Violation>> outgrowing(Schema schema) {
        WiderKey wider = new WiderKey(schema.catalog());
        return sequence -> owner(schema.catalog(), sequence)
                .filter(column -> WiderKey.LIMITS.getOrDefault(column.type(), Long.MAX_VALUE) < sequence.maximum())
                .map(column -> Violation.of(
                                sequence,
                                "goes up to " + sequence.maximum() + ", its column " + column.identity() + " is "
                                        + column.type())
                        .suggesting(wider.statements(column)))
                .stream()
                .toList();
    }

    private static Optional<Column> owner(Catalog catalog, Sequence sequence) {
        return sequence.ownedBy()
                .flatMap(name -> catalog.find(new ObjectId(ObjectKind.COLUMN, name)))
                .flatMap(object -> object.parent())
                .flatMap(table -> catalog.table(table.identity()))
                .flatMap(table -> table.columns().stream()
                        .filter(column ->
                                column.identity().equals(sequence.ownedBy().orElse("")))
                        .findFirst());
    }

    /**
     * {@code schema.sequence-nearly-exhausted}: sequences that have used a part of their numbers; the server is asked for
     * the last one given.
     *
     * @param percent of the numbers, 0 to 100
     */
    public static ObjectRule<Sequence> haveUsedAtMost(int percent) {
        return sequences()
                .that(ObjectPredicate.<Sequence>of("do not cycle", sequence -> !sequence.isCycling()))
                .should(new ObjectCondition<>(
                        "have used at most " + percent + " % of their numbers", schema -> used(schema, percent)))
                .because("at the end every INSERT fails")
                .as("schema.sequence-nearly-exhausted");
    }

    private static Function<Sequence, List<Violation>> used(Schema schema, int percent) {
        Map<String, BigDecimal> last = new HashMap<>();
        for (List<@Nullable String> row : new Sql(schema.dataSource())
                .rows("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_catalog.pg_sequences"
                        + " WHERE last_value IS NOT NULL")) {
            last.put(String.valueOf(row.get(0)), new BigDecimal(String.valueOf(row.get(1))));
        }
        WiderKey wider = new WiderKey(schema.catalog());
        return sequence -> {
            BigDecimal value = last.get(sequence.identity());
            if (value == null) {
                return List.of();
            }
            boolean up = sequence.increment() > 0;
            BigDecimal from = BigDecimal.valueOf(up ? sequence.minimum() : sequence.maximum());
            BigDecimal to = BigDecimal.valueOf(up ? sequence.maximum() : sequence.minimum());
            BigDecimal share = value.subtract(from)
                    .multiply(BigDecimal.valueOf(100))
                    .divide(to.subtract(from), 1, RoundingMode.HALF_UP);
            if (share.compareTo(BigDecimal.valueOf(percent)) <= 0) {
                return List.of();
            }
            Violation violation = Violation.of(sequence, "has used " + share + " % of its numbers, up to " + value);
            return List.of(
                    sequence.type().equals("bigint")
                            ? violation
                            : violation.suggesting(wider(schema.catalog(), wider, sequence)));
        };
    }

    /** With the column, whose numbers end where those of the sequence do. */
    private static Optional<String> wider(Catalog catalog, WiderKey wider, Sequence sequence) {
        return owner(catalog, sequence)
                .filter(column -> WiderKey.LIMITS.containsKey(column.type()))
                .map(wider::statements)
                .orElseGet(() -> Optional.of(WiderKey.widen(sequence)));
    }
}

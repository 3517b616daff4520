package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.columns;

import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Ready rules about columns; those about their types are {@link TypeRules}.
 *
 * @since 0.1
 */
public final class ColumnRules {

    private static final List<String> WIDTHS = List.of("smallint", "integer", "bigint");

    private ColumnRules() {}

    /** {@code schema.default-null-string}: columns whose default is the text {@code 'NULL'}. */
    public static ObjectRule<Column> notDefaultToTextNull() {
        return columns()
                .should(ObjectCondition.of(
                        "not have the text 'NULL' as default",
                        column -> column.defaultExpression()
                                .filter(text -> text.toLowerCase(Locale.ROOT).matches("'null'(::.*)?"))
                                .isEmpty(),
                        column ->
                                "has the default " + column.defaultExpression().orElse(""),
                        Statements::dropDefault))
                .because("quotation marks make a text of what was meant to be NULL")
                .as("schema.default-null-string");
    }

    /** {@code schema.nullable-boolean}: truth values that can be unknown. */
    public static ObjectRule<Column> notBeNullableBoolean() {
        return columns()
                .that()
                .areOfType("boolean")
                .should(ObjectCondition.of(
                        "not be nullable",
                        column -> !column.isNullable(),
                        column -> "is true, false or unknown",
                        column -> column.table()
                                        .map(Table::identity)
                                        .map(table -> "UPDATE " + table + " SET " + column.quotedName()
                                                + " = false WHERE " + column.quotedName() + " IS NULL; ")
                                        .orElse("")
                                + Statements.setNotNull(column)))
                .because("neither x nor NOT x finds the unknown ones")
                .as("schema.nullable-boolean");
    }

    /** {@code schema.same-name-other-type}: columns of one name that have other types than most; length does not count. */
    public static ObjectRule<Column> haveOneTypeForOneName() {
        return columns()
                .should(new ObjectCondition<>("have one type for one name", ColumnRules::otherTypes))
                .because("joins between them convert, and then use no index")
                .as("schema.same-name-other-type");
    }

    private static Function<Column, List<Violation>> otherTypes(Schema schema) {
        Map<String, Map<String, Long>> types = new TreeMap<>();
        schema.catalog().tables().stream()
                .filter(table ->
                        table.extension().isEmpty() && table.partitionOf().isEmpty())
                .flatMap(table -> table.columns().stream())
                .forEach(column -> types.computeIfAbsent(key(column), name -> new TreeMap<>())
                        .merge(Conditions.withoutLength(column.type()), 1L, Long::sum));
        return column -> {
            Map<String, Long> counts = types.getOrDefault(key(column), Map.of());
            String ownType = Conditions.withoutLength(column.type());
            long own = counts.getOrDefault(ownType, 0L);
            Optional<Map.Entry<String, Long>> other = counts.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(ownType))
                    .max(Map.Entry.comparingByValue());
            if (other.isEmpty() || other.get().getValue() < own) {
                return List.of();
            }
            String type = other.get().getKey();
            Violation violation = Violation.of(
                    column,
                    "is " + column.type() + "; " + other.get().getValue() + " of this name "
                            + (other.get().getValue() == 1 ? "is " : "are ") + type);
            // Only integers turn into each other whatever the rows are.
            boolean widens = WIDTHS.contains(ownType) && WIDTHS.indexOf(ownType) < WIDTHS.indexOf(type);
            return List.of(
                    other.get().getValue() > own && widens
                            ? violation.suggesting(Statements.retype(column, type))
                            : violation);
        };
    }

    /** Names are compared within a schema: another schema may be another system. */
    private static String key(Column column) {
        return column.schema() + '.' + column.name();
    }

    /** {@code schema.looks-like-foreign-key}: {@code customer_id} without a foreign key, where a table of customers is. */
    public static ObjectRule<Column> notLookLikeForeignKey() {
        return columns()
                .should(new ObjectCondition<>(
                        "be a foreign key if they look like one",
                        schema -> column -> lookingLike(schema, column).stream().toList()))
                .because("nothing keeps them from pointing nowhere")
                .as("schema.looks-like-foreign-key");
    }

    private static Optional<Violation> lookingLike(Schema schema, Column column) {
        Optional<Table> table = column.table().filter(t -> !t.isForeign());
        if (table.isEmpty() || !column.name().endsWith("_id") || isInForeignKey(table.get(), column)) {
            return Optional.empty();
        }
        String stem = column.name().substring(0, column.name().length() - "_id".length());
        return Stream.of(stem, stem + "s", stem + "es", stem.replaceAll("y$", "ies"))
                .flatMap(name -> schema.catalog().tables().stream()
                        .filter(other -> other.name().equals(name)
                                && other.schema().equals(column.schema())
                                && !other.equals(table.get())))
                .filter(other -> isKeyOfType(other, column.type()))
                .findFirst()
                .map(other -> Violation.of(column, "looks like a foreign key to " + other.identity() + " and is none")
                        .suggesting(Statements.alterTable(table.get()) + "ADD FOREIGN KEY (" + column.quotedName()
                                + ") REFERENCES " + other.identity() + " NOT VALID;  -- then VALIDATE CONSTRAINT"));
    }

    private static boolean isInForeignKey(Table table, Column column) {
        return table.foreignKeys().stream()
                .map(ForeignKey::columns)
                .anyMatch(columns -> columns.contains(column.name()));
    }

    private static boolean isKeyOfType(Table table, String type) {
        return table.primaryKey()
                .map(PrimaryKey::columns)
                .filter(columns -> columns.size() == 1)
                .flatMap(columns -> Conditions.column(Optional.of(table), columns.get(0)))
                .filter(key -> key.type().equals(type))
                .isPresent();
    }

    /** {@code schema.column-without-comment}: columns that nobody explained. */
    public static ObjectRule<Column> haveComment() {
        return columns()
                .should()
                .haveComment()
                .because("the next reader has only the name")
                .as("schema.column-without-comment");
    }
}

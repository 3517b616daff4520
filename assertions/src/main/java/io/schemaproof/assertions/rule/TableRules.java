package io.schemaproof.assertions.rule;

import static io.schemaproof.assertions.rule.Rules.tables;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * Ready rules about tables.
 *
 * @since 0.1
 */
public final class TableRules {

    private static final Pattern NUMBERED = Pattern.compile("(.*[^0-9])([0-9]+)");

    private TableRules() {}

    /** {@code schema.no-primary-key}: tables without a primary key. */
    public static ObjectRule<Table> havePrimaryKey() {
        return own().should()
                .havePrimaryKey()
                .because("without one two rows can be the same, and logical replication cannot tell them apart")
                .as("schema.no-primary-key");
    }

    /** {@code schema.all-columns-nullable}: tables in which a row of nothing but NULL is allowed. */
    public static ObjectRule<Table> haveColumnThatIsNotNull() {
        return own().should(ObjectCondition.of(
                        "have a column that is NOT NULL",
                        table -> table.columns().stream().anyMatch(column -> !column.isNullable())
                                ? Optional.empty()
                                : Optional.of(new Violation(
                                        table.id(),
                                        "allows a row of nothing but NULL",
                                        table.columns().stream().findFirst().map(Statements::setNotNull)))))
                .because("a row of nothing but NULL says nothing")
                .as("schema.all-columns-nullable");
    }

    /** {@code schema.single-column}: tables of one column or none. */
    public static ObjectRule<Table> haveSeveralColumns() {
        return own().should(ObjectCondition.of(
                        "have at least two columns",
                        table -> table.columns().size() > 1,
                        table -> "has " + (table.columns().isEmpty() ? "no column" : "one column")))
                .because("such a table is often left over, or should be an enum type or a domain")
                .as("schema.single-column");
    }

    /** {@code schema.primary-key-not-first}: tables whose primary key does not begin with the first column. */
    public static ObjectRule<Table> beginWithPrimaryKey() {
        return own().havePrimaryKey()
                .should(ObjectCondition.of(
                        "begin with a column of the primary key",
                        table -> table.primaryKey()
                                .filter(key -> key.columns()
                                        .contains(table.columns().get(0).name()))
                                .isPresent(),
                        table -> "begins with " + table.columns().get(0).quotedName()))
                .because("whoever looks at a table expects its key at the left")
                .as("schema.primary-key-not-first");
    }

    /** {@code schema.numbered-columns}: columns that count, such as {@code phone1, phone2}. */
    public static ObjectRule<Table> haveNoNumberedColumns() {
        return own().should(ObjectCondition.of("have no numbered columns", TableRules::numbered))
                .because("a list belongs into a table of its own")
                .as("schema.numbered-columns");
    }

    private static Optional<Violation> numbered(Table table) {
        Map<String, List<String>> groups = table.columns().stream()
                .filter(column -> NUMBERED.matcher(column.name()).matches())
                .collect(Collectors.groupingBy(
                        TableRules::stem, Collectors.mapping(TypedObject::quotedName, Collectors.toList())));
        return groups.entrySet().stream()
                .filter(group -> group.getValue().size() > 1)
                .min(Map.Entry.comparingByKey())
                .map(group -> Violation.of(table, "numbers its columns " + String.join(", ", group.getValue())));
    }

    private static String stem(Column column) {
        Matcher matcher = NUMBERED.matcher(column.name());
        return matcher.matches() ? String.valueOf(matcher.group(1)) : column.name();
    }

    /** {@code schema.isolated-table}: tables that no foreign key leads from or to. */
    public static ObjectRule<Table> beConnected() {
        return own().should(new ObjectCondition<>("be connected to others by foreign keys", TableRules::isolated))
                .because("a table that nothing refers to is left over, or lacks a foreign key")
                .as("schema.isolated-table");
    }

    private static Function<Table, List<Violation>> isolated(Schema schema) {
        Set<String> referenced = new HashSet<>();
        schema.catalog()
                .tables()
                .forEach(table -> table.foreignKeys().stream()
                        .filter(key -> !key.referencedTable().equals(table.identity()))
                        .forEach(key -> {
                            referenced.add(key.referencedTable());
                            referenced.add(table.identity());
                        }));
        return table -> referenced.contains(table.identity())
                ? List.of()
                : List.of(Violation.of(table, "is connected to no other table"));
    }

    /** {@code schema.inheritance}: tables that inherit; partitions do not count. */
    public static ObjectRule<Table> notInherit() {
        return tables().should(ObjectCondition.of(
                        "not inherit from tables",
                        table -> table.object().attribute("inherits").isEmpty(),
                        table -> "inherits from " + parents(table),
                        table -> Statements.alterTable(table)
                                + table.parents().stream()
                                        .map(parent -> "NO INHERIT " + parent.identity())
                                        .collect(Collectors.joining(", "))
                                + ";"))
                .because("keys and foreign keys do not hold for the rows of heirs; partitions serve better")
                .as("schema.inheritance");
    }

    private static String parents(Table table) {
        return table.object().attribute("inherits").orElse("");
    }

    /** {@code schema.table-without-comment}: tables that nobody explained. */
    public static ObjectRule<Table> haveComment() {
        return own().should()
                .haveComment()
                .because("the next reader has only the name")
                .as("schema.table-without-comment");
    }

    /** {@code schema.mandatory-columns}: tables that lack a column that every table is to have. */
    public static ObjectRule<Table> haveColumns(String... names) {
        return own().should()
                .haveColumns(names)
                .because("every table has them here")
                .as("schema.mandatory-columns");
    }

    /** Do the same with jOOQ fields, whatever tables they are of. */
    public static ObjectRule<Table> haveColumns(Field<?> first, Field<?>... more) {
        return haveColumns(Names.unqualified(first, more));
    }

    /** All but partitions and foreign tables, which others define. */
    private static TablesThat own() {
        return tables().that(ObjectPredicate.<Table>of(
                "are neither partitions nor foreign",
                table -> table.partitionOf().isEmpty() && !table.isForeign()));
    }
}

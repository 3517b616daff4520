package io.schemaproof.assertions.rule;

import io.schemaproof.assertions.core.Names;
import io.schemaproof.assertions.core.SetDifference;
import io.schemaproof.assertions.core.Sql;
import io.schemaproof.assertions.core.Workshop;
import io.schemaproof.assertions.structure.Canonical;
import io.schemaproof.assertions.structure.PartitionedIndex;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.Constraint;
import io.schemaproof.catalog.ForeignKey;
import io.schemaproof.catalog.Function;
import io.schemaproof.catalog.Index;
import io.schemaproof.catalog.IndexKey;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.Schema;
import io.schemaproof.catalog.Table;
import io.schemaproof.catalog.TypedObject;
import io.schemaproof.catalog.View;
import io.schemaproof.query.KeyCover;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The conditions that the grammar and the library of rules share. */
final class Conditions {

    private static final int FIRST_WITH_INVOKER = 150000;

    private Conditions() {}

    static <T extends TypedObject> ObjectCondition<T> comment() {
        return ObjectCondition.of(
                "have a comment",
                object -> object.comment().isPresent(),
                object -> "has no comment",
                object -> "COMMENT ON " + Statements.words(object) + " IS 'what it is for';");
    }

    static ObjectCondition<Table> primaryKey() {
        return ObjectCondition.of(
                "have a primary key",
                table -> table.primaryKey().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                new Violation(table.id(), "has no primary key", Statements.addPrimaryKey(table))));
    }

    static ObjectCondition<Table> columnOfType(String name, String type) {
        return new ObjectCondition<>("have a column " + name + " of type " + type, schema -> {
            String canonical = new Canonical(schema.dataSource()).type(type);
            return table -> {
                Optional<Column> column = table.column(name);
                if (column.isEmpty()) {
                    return List.of(Violation.of(table, "has no column " + name)
                            .suggesting("ALTER TABLE " + table.identity() + " ADD COLUMN "
                                    + Names.sql(List.of(Names.column(name))) + " " + type + ";"));
                }
                return column.get().type().equals(canonical)
                        ? List.of()
                        : List.of(
                                Violation.of(column.get(), "is " + column.get().type() + ", not " + canonical)
                                        .suggesting(Statements.retype(column.get(), canonical)));
            };
        });
    }

    static ObjectCondition<Table> columns(String... names) {
        List<String> wanted = Arrays.stream(names).map(Names::column).toList();
        return ObjectCondition.of("have the columns " + String.join(", ", names), table -> {
            SetDifference difference = SetDifference.atLeast(
                    wanted, table.columns().stream().map(TypedObject::name).toList());
            return difference.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Violation.of(table, "lacks " + String.join(", ", difference.missing())));
        });
    }

    static ObjectCondition<Table> rowSecurity() {
        return ObjectCondition.of(
                "have row level security",
                Table::isRowSecurityEnabled,
                table -> "has no row level security",
                table -> "ALTER TABLE " + table.identity() + " ENABLE ROW LEVEL SECURITY;");
    }

    static ObjectCondition<Table> forcedRowSecurity() {
        return ObjectCondition.of(
                "have forced row level security",
                table -> table.isRowSecurityEnabled() && table.object().is("row security forced"),
                table -> table.isRowSecurityEnabled()
                        ? "has row level security, but not for its owner"
                        : "has no row level security",
                table -> "ALTER TABLE " + table.identity()
                        + (table.isRowSecurityEnabled() ? "" : " ENABLE ROW LEVEL SECURITY,")
                        + " FORCE ROW LEVEL SECURITY;");
    }

    static ObjectCondition<Column> type(String type) {
        return new ObjectCondition<>("have type " + type, schema -> {
            String canonical = new Canonical(schema.dataSource()).type(type);
            return column -> column.type().equals(canonical)
                    ? List.of()
                    : List.of(Violation.of(column, "is " + column.type() + ", not " + canonical)
                            .suggesting(Statements.retype(column, canonical)));
        });
    }

    static ObjectCondition<Column> otherType(String type) {
        return new ObjectCondition<>("not be of type " + type, schema -> {
            String canonical = withoutLength(new Canonical(schema.dataSource()).type(type));
            return column -> withoutLength(column.type()).equals(canonical)
                    ? List.of(Violation.of(column, "is " + column.type()))
                    : List.of();
        });
    }

    static ObjectCondition<Column> notNull() {
        return ObjectCondition.of(
                "not be nullable", column -> !column.isNullable(), column -> "allows NULL", Statements::setNotNull);
    }

    static ObjectCondition<Index> validIndex() {
        return ObjectCondition.of(
                "be valid",
                index -> index.isValid() && index.isReady(),
                index -> PartitionedIndex.of(index)
                        .map(partitioned -> "is INVALID, because " + partitioned.reason())
                        .orElse("is INVALID, left over from a CREATE INDEX CONCURRENTLY that failed; no query uses it"),
                index -> PartitionedIndex.of(index)
                        .map(partitioned -> String.join(" ", partitioned.remedies()))
                        .orElse("DROP INDEX " + index.identity() + ";  -- then create it again"));
    }

    static ObjectCondition<ForeignKey> coveredByIndex() {
        return new ObjectCondition<>("be covered by an index", schema -> key -> covered(schema, key));
    }

    private static List<Violation> covered(Schema schema, ForeignKey key) {
        Optional<Table> table = key.table();
        if (table.isEmpty() || new KeyCover(Workshop.of(schema.dataSource())).isCovered(key)) {
            return List.of();
        }
        String columns = Statements.columns(key);
        return List.of(Violation.of(key, "has no index that finds rows by (" + columns + ")" + inPart(table.get(), key))
                .suggesting("CREATE INDEX ON " + table.get().identity() + " (" + columns + ");"));
    }

    /** An index that begins with some of the columns leaves fewer rows to read, perhaps one, perhaps half of the table. */
    private static String inPart(Table table, ForeignKey key) {
        return table.indexes().stream()
                .filter(index -> index.isValid()
                        && index.predicate().isEmpty()
                        && index.method().equals("btree")
                        && !leading(index, key).isEmpty())
                .min(Comparator.comparing((Index index) -> -leading(index, key).size())
                        .thenComparing(TypedObject::name))
                .map(index -> {
                    List<String> columns = leading(index, key);
                    return "; " + index.quotedName() + " finds them by " + table.list(columns)
                            + " alone, and reads all that are alike in "
                            + (columns.size() == 1 ? "it" : "these");
                })
                .orElse("");
    }

    /** The keys at the index's beginning that are columns of the foreign key. */
    private static List<String> leading(Index index, ForeignKey key) {
        return index.keys().stream()
                .takeWhile(indexed -> indexed.isColumn() && key.columns().contains(indexed.expression()))
                .map(IndexKey::expression)
                .toList();
    }

    static <T extends Constraint> ObjectCondition<T> validated() {
        return ObjectCondition.of(
                "be validated",
                constraint -> constraint.isValidated() && constraint.isEnforced(),
                constraint -> "is " + (constraint.isEnforced() ? "NOT VALID" : "NOT ENFORCED")
                        + ": rows that violate it may be there",
                Statements::validate);
    }

    static ObjectCondition<ForeignKey> sameTypes() {
        return new ObjectCondition<>("have the types of the referenced columns", schema -> {
            WiderKey wider = new WiderKey(schema.catalog());
            return key -> sameTypes(key, wider).stream().toList();
        });
    }

    private static Optional<Violation> sameTypes(ForeignKey key, WiderKey wider) {
        for (int i = 0; i < key.columns().size(); i++) {
            Optional<Column> own = column(key.table(), key.columns().get(i));
            Optional<Column> other =
                    column(key.references(), key.referencedColumns().get(i));
            if (own.isPresent()
                    && other.isPresent()
                    && !compared(own.get().type()).equals(compared(other.get().type()))) {
                return Optional.of(Violation.of(
                                key,
                                own.get().quotedName() + " is " + own.get().type() + " and references "
                                        + other.get().identity() + ", which is "
                                        + other.get().type())
                        .suggesting(
                                WiderKey.isNarrower(
                                                other.get().type(), own.get().type())
                                        ? wider.statements(other.get())
                                        : Optional.of(Statements.retype(
                                                own.get(), other.get().type()))));
            }
        }
        return Optional.empty();
    }

    /** The server takes {@code character varying} for {@code text} wherever the two meet, and converts nothing. */
    private static String compared(String type) {
        return withoutLength(type).replaceFirst("^character varying", "text");
    }

    static Optional<Column> column(Optional<Table> table, String name) {
        return table.flatMap(t -> t.column(Names.sql(List.of(name))));
    }

    static ObjectCondition<View> securityInvoker() {
        return new ObjectCondition<>("be security_invoker", schema -> {
            boolean possible = new Sql(schema.dataSource()).number("SELECT current_setting('server_version_num')::int")
                    >= FIRST_WITH_INVOKER;
            return view -> view.isSecurityInvoker()
                    ? List.of()
                    : List.of(new Violation(
                            view.id(),
                            "reads with the rights of its owner, past row level security"
                                    + (possible ? "" : "; PostgreSQL 14 cannot do otherwise"),
                            possible && !view.isMaterialized()
                                    ? Optional.of("ALTER VIEW " + view.identity() + " SET (security_invoker = true);")
                                    : Optional.empty()));
        });
    }

    static ObjectCondition<Function> fixedSearchPath() {
        return ObjectCondition.of(
                "have a fixed search_path",
                // An aggregate has no settings, and runs nothing but its functions.
                function -> function.kind() == ObjectKind.AGGREGATE
                        || function.settings().stream()
                                .anyMatch(setting -> setting.startsWith("search_path=") && !setting.contains("$user")),
                function -> "has no fixed search_path",
                function -> "ALTER ROUTINE " + function.identity()
                        + " SET search_path = pg_catalog, pg_temp;  -- and the schemas that it needs");
    }

    /** A type without length and precision. */
    static String withoutLength(String type) {
        return type.replaceAll("\\([0-9, -]*\\)", "");
    }

    static String words(Collection<? extends Enum<?>> constants, String separator) {
        return constants.stream()
                .map(constant -> constant.name().replace('_', ' ').toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(separator));
    }
}

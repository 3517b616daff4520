package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Column;
import io.schemaproof.catalog.EnumType;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.catalog.PrimaryKey;
import io.schemaproof.catalog.Table;
import io.schemaproof.data.HistoryTables;
import io.schemaproof.diff.CatalogDiff;
import io.schemaproof.diff.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value that an up has made possible in a column that was there before: a longer text, a larger number, a decimal, NULL.
 *
 * @param table as it is after the up
 * @param key the columns of its primary key
 * @param expression of the value, which may use the column's own
 */
record WideValue(Table table, List<Column> key, Column column, String expression) {

    private static final Pattern TEXT =
            Pattern.compile("(?:text|citext|(?:character varying|character)(?:\\((\\d+)\\))?)");
    private static final Pattern NUMERIC = Pattern.compile("numeric\\((\\d+),(\\d+)\\)");
    private static final List<String> INTEGERS = List.of("smallint", "integer", "bigint");
    private static final Map<String, String> BEYOND =
            Map.of("smallint", "32768", "integer", "2147483648", "bigint", "9223372036854775808");

    WideValue {
        key = List.copyOf(key);
    }

    /** All that are known, one for each column and kind of change. */
    static List<WideValue> between(Catalog before, Catalog after) {
        List<WideValue> values = new ArrayList<>();
        if (CatalogDiff.between(before, after).changes().stream().noneMatch(WideValue::mayWiden)) {
            return values;
        }
        for (Table table : before.tables()) {
            Optional<Table> later = after.table(table.identity());
            boolean wanted = !table.isForeign()
                    && table.partitionOf().isEmpty()
                    && !HistoryTables.contains(table.name())
                    && later.isPresent();
            if (wanted
                    && key(table).equals(key(later.orElseThrow()))
                    && !key(table).isEmpty()) {
                for (Column column : table.columns()) {
                    later.get()
                            .column(column.name())
                            .filter(to -> isOpen(later.get(), to))
                            .ifPresent(to -> expressions(before, after, column, to)
                                    .forEach(value ->
                                            values.add(new WideValue(later.get(), columns(later.get()), to, value))));
                }
            }
        }
        return values;
    }

    private static boolean mayWiden(Change change) {
        ObjectKind kind = change.object().kind();
        return kind == ObjectKind.ENUM_TYPE
                || (kind == ObjectKind.COLUMN
                        && change instanceof Change.Altered altered
                        && Set.of("type", "nullable").contains(altered.attribute()));
    }

    private static List<String> key(Table table) {
        return table.primaryKey().map(PrimaryKey::columns).orElse(List.of());
    }

    private static List<Column> columns(Table table) {
        return key(table).stream().flatMap(name -> table.column(name).stream()).toList();
    }

    private static boolean isOpen(Table table, Column column) {
        return column.generated() == Column.Generated.NOT_GENERATED
                && column.identityGeneration() == Column.IdentityGeneration.NO_IDENTITY
                && !key(table).contains(column.name());
    }

    private static List<String> expressions(Catalog before, Catalog after, Column from, Column to) {
        List<String> found = new ArrayList<>();
        value(from.type(), to.type(), to.quotedName()).ifPresent(found::add);
        newLabel(before, after, from.type(), to.type())
                .ifPresent(label -> found.add(SqlText.literal(label) + "::" + to.type()));
        if (!from.isNullable() && to.isNullable()) {
            found.add("NULL");
        }
        return found;
    }

    /** Of an enum type; one that takes the place of another type has its newest label at the end, as a rule. */
    private static Optional<String> newLabel(Catalog before, Catalog after, String from, String to) {
        List<String> labels = after.enumType(to).map(EnumType::labels).orElse(List.of());
        List<String> known = before.enumType(from).map(EnumType::labels).orElse(List.of());
        if (from.equals(to)) {
            return labels.stream()
                    .filter(label -> !known.isEmpty() && !known.contains(label))
                    .findFirst();
        }
        return labels.stream().filter(label -> !known.contains(label)).reduce((one, later) -> later);
    }

    private static Optional<String> value(String from, String to, String column) {
        if (from.equals(to)) {
            return Optional.empty();
        }
        if (to.endsWith("[]") && !from.endsWith("[]")) {
            return Optional.of(column + " || " + column);
        }
        Matcher longer = TEXT.matcher(to);
        if (longer.matches()) {
            return longerText(from, longer.group(1), column);
        }
        boolean fraction = to.startsWith("numeric") || to.equals("real") || to.equals("double precision");
        if (INTEGERS.contains(from)) {
            if (fraction) {
                return Optional.of("coalesce(" + column + ", 0) + 0.5");
            }
            return INTEGERS.indexOf(to) > INTEGERS.indexOf(from)
                    ? Optional.ofNullable(BEYOND.get(from))
                    : Optional.empty();
        }
        Matcher decimals = NUMERIC.matcher(from);
        if (decimals.matches() && to.startsWith("numeric")) {
            return largerNumber(decimals, NUMERIC.matcher(to), column);
        }
        if (from.equals("boolean") && (INTEGERS.contains(to) || to.startsWith("numeric"))) {
            return Optional.of("2");
        }
        if (from.startsWith("time without") && to.equals("interval")) {
            return Optional.of("interval '30 hours'");
        }
        if (from.equals("date") && to.startsWith("timestamp")) {
            return Optional.of("coalesce(" + column + ", '2024-01-31') + interval '1 hour 1 second'");
        }
        return Optional.empty();
    }

    private static Optional<String> longerText(String from, String limit, String column) {
        Matcher text = TEXT.matcher(from);
        if (!text.matches()) {
            return from.endsWith("[]") || from.startsWith("json")
                    ? Optional.empty()
                    : Optional.of("coalesce(" + column + "::text, '') || 'x'");
        }
        if (text.group(1) == null) {
            return Optional.empty();
        }
        int length = Integer.parseInt(text.group(1));
        return limit == null || Integer.parseInt(limit) > length
                ? Optional.of("rpad(coalesce(" + column + "::text, ''), " + (length + 1) + ", 'x')")
                : Optional.empty();
    }

    private static Optional<String> largerNumber(Matcher from, Matcher to, String column) {
        int scale = Integer.parseInt(from.group(2));
        int digits = Integer.parseInt(from.group(1)) - scale;
        boolean bounded = to.matches();
        if (!bounded || Integer.parseInt(to.group(2)) > scale) {
            return Optional.of("coalesce(" + column + ", 0) + 0." + "0".repeat(scale) + "1");
        }
        return Integer.parseInt(to.group(1)) - Integer.parseInt(to.group(2)) > digits
                ? Optional.of("1" + "0".repeat(digits))
                : Optional.empty();
    }
}

package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.Relation;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Table;

/**
 * What assertions on changes share: the tables, what was accounted for, and how changes are worded.
 *
 * <pre>{@code
 * assertThat(schema).changesOf(() -> ship(42)).ignoringTables("log").modifiesOnly("orders", "status"); // passes
 * assertThat(schema).changesOf(() -> ship(42)).changesNothingElse(); // fails: nothing was said of orders
 * }</pre>
 */
abstract class AbstractChangesAssert<S extends AbstractChangesAssert<S>> extends AbstractSchemaproofAssert<S, Changes> {

    /** Rows that a message shows. */
    private static final int SHOWN = 5;

    private final Map<Relation, Set<ChangeKind>> accounted = new HashMap<>();
    private final Set<Relation> ignored = new HashSet<>();
    private MaskedColumns masks = MaskedColumns.ofSystem();

    AbstractChangesAssert(Changes actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /** Hide the values of these columns in messages, beside those that are hidden anyway. */
    public S masking(String... columns) {
        masks = masks.masking(columns);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S masking(Field<?> first, Field<?>... more) {
        return masking(Names.unqualified(first, more));
    }

    /** Show the values of these columns in messages, although their names sound as if they were secret. */
    public S showing(String... columns) {
        masks = masks.showing(columns);
        return myself;
    }

    /** Do the same with jOOQ fields. */
    public S showing(Field<?> first, Field<?>... more) {
        return showing(Names.unqualified(first, more));
    }

    /** Leave tables out of {@link #changesNothingElse}: the bookkeeping of a migration tool. */
    public S ignoringTables(String... tables) {
        Arrays.stream(tables).map(this::table).map(TableChanges::name).forEach(ignored::add);
        return myself;
    }

    /** Do the same with jOOQ tables. */
    public S ignoringTables(Table<?> first, Table<?>... more) {
        return ignoringTables(Names.of(first, more));
    }

    /** Require that in a table exactly these columns have changed, each in at least one row. */
    public S modifiesOnly(String table, String... columns) {
        TableChanges changes = table(table);
        List<String> wanted =
                existing(changes, Arrays.stream(columns).map(Names::column).toList());
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column, or say modifiesExactly(table, 0).");
        }
        Set<String> found = changes.columns().keySet();
        String rule = "only " + quoted(wanted) + " of " + changes.name() + " to be modified";
        if (!changes.byKey()) {
            fail(keyless(rule, changes));
        } else if (!found.equals(Set.copyOf(wanted))) {
            Failure failure = Failure.expected(rule)
                    .butWas(quoted(wanted), found.isEmpty() ? "no row is modified" : columns(changes));
            samples(failure, changes, ChangeKind.MODIFIED);
            fail(failure);
        }
        account(changes, ChangeKind.MODIFIED);
        return myself;
    }

    /** Require that in a jOOQ table exactly the columns of these fields have changed, each in at least one row. */
    public S modifiesOnly(Table<?> table, Field<?>... fields) {
        return modifiesOnly(
                Names.of(table), Arrays.stream(fields).map(Names::unqualified).toArray(String[]::new));
    }

    /** Require that nothing has changed but what was asserted on before, in any table that was watched. */
    public S changesNothingElse() {
        nothingBut("nothing else to change", accounted);
        return myself;
    }

    void nothingBut(String rule, Map<Relation, Set<ChangeKind>> allowed) {
        if (actual.tables().isEmpty()) {
            fail(Failure.expected(rule).butWas("at least one table to watch", "none: nothing was checked"));
            return;
        }
        Failure failure = Failure.expected(rule);
        Set<String> words = new LinkedHashSet<>();
        for (TableChanges table : actual.tables()) {
            for (ChangeKind kind : ChangeKind.values()) {
                Set<ChangeKind> known = allowed.getOrDefault(table.name(), Set.of());
                if (table.count(kind) > 0 && !known.contains(kind) && !ignored.contains(table.name())) {
                    words.add(table.name() + ": " + counted(table, kind));
                    samples(failure, table, kind);
                }
            }
        }
        if (!words.isEmpty()) {
            fail(failure.butWas("no other change", String.join("\n", words)));
        }
    }

    /** Require a number of rows of a kind. */
    S exactly(String table, ChangeKind kind, long expected) {
        TableChanges changes = table(table);
        String rule = rows(expected) + " of " + changes.name() + " to be " + kind.word();
        if (kind == ChangeKind.MODIFIED && !changes.byKey()) {
            fail(keyless(rule, changes));
        } else if (changes.count(kind) != expected) {
            Failure failure = Failure.expected(rule).butWas(rows(expected) + " " + kind.word(), counted(changes, kind));
            samples(failure, changes, kind);
            if (!changes.byKey()) {
                failure.line("The table has no primary key: a modified row counts as one deleted and one created.");
            }
            fail(failure);
        }
        account(changes, kind);
        return myself;
    }

    Failure keyless(String rule, TableChanges changes) {
        return Failure.expected(rule)
                .butWas("rows that a primary key recognizes", "no primary key throughout")
                .line("Without one, a modified row counts as one deleted and one created: "
                        + counted(changes, ChangeKind.CREATED) + ", " + counted(changes, ChangeKind.DELETED) + ".");
    }

    void account(TableChanges table, ChangeKind kind) {
        accounted
                .computeIfAbsent(table.name(), name -> EnumSet.noneOf(ChangeKind.class))
                .add(kind);
    }

    TableChanges table(String name) {
        return actual.table(name).orElseThrow(() -> {
            List<String> parts = Names.parse(name);
            List<String> all =
                    actual.tables().stream().map(table -> table.name().name()).toList();
            String hint = Names.didYouMean(parts.get(parts.size() - 1), all);
            return missing(Failure.expected("table " + name + " to be watched")
                    .butWas(name, "no such table")
                    .line(hint.isEmpty() ? "Tables watched: " + String.join(", ", all) : hint));
        });
    }

    /** Fail at once, with the nearest name, if the table never had one of these columns. */
    List<String> existing(TableChanges changes, List<String> columns) {
        for (String column : columns) {
            if (!changes.allColumns().contains(column)) {
                throw missing(Failure.expected("column " + Names.quote(column) + " of " + changes.name() + " to exist")
                        .butWas(Names.quote(column), "no such column")
                        .line(Names.didYouMean(column, changes.allColumns()))
                        .line("Columns there are: " + String.join(", ", changes.allColumns())));
            }
        }
        return columns;
    }

    /** Which columns messages hide. */
    MaskedColumns masks() {
        return masks;
    }

    void samples(Failure failure, TableChanges table, ChangeKind kind) {
        List<ChangedRow> rows = table.samples().getOrDefault(kind, List.of());
        rows.stream()
                .limit(SHOWN)
                .forEach(row -> failure.line(kind.word() + ": "
                        + row.text(masks, table.name().schema(), table.name().name())));
        if (!rows.isEmpty()) {
            failure.seen(() -> ChangedRowsTable.of(
                    "rows of " + table.name() + " that were " + kind.word(),
                    table.name(),
                    rows,
                    table.count(kind) > rows.size(),
                    masks));
        }
    }

    void orphans(Failure failure, ReferenceChanges reference) {
        Relation table = reference.table();
        reference.samples().stream()
                .limit(SHOWN)
                .forEach(row -> failure.line("orphan: " + row.text(masks, table.schema(), table.name())));
        failure.seen(() -> ChangedRowsTable.of(
                "rows of " + table + " that refer to none",
                table,
                reference.samples(),
                reference.added() > reference.samples().size(),
                masks));
    }

    static String counted(TableChanges table, ChangeKind kind) {
        long count = table.count(kind);
        return rows(count) + " " + kind.word()
                + (kind == ChangeKind.MODIFIED && count > 0 ? " in " + columns(table) : "");
    }

    static String columns(TableChanges table) {
        return quoted(table.columns().keySet().stream().sorted().toList());
    }

    static String quoted(List<String> columns) {
        return columns.isEmpty()
                ? "no column"
                : String.join(", ", columns.stream().map(Names::quote).toList());
    }

    static String rows(long count) {
        return Figures.grouped(count) + (count == 1 ? " row" : " rows");
    }
}

package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Figures;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.query.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Assert on what a block of code, a migration perhaps, did to the rows, and ask more of the rows from before, which are there
 * until the nested block ends.
 *
 * <pre>{@code
 * assertThat(schema)
 *         .changesOf(() -> migrate(database), changes -> changes.mapsOneToOne("orders", "status", "status_id")); // passes
 * assertThat(schema)
 *         .changesOf(
 *                 () -> migrate(database),
 *                 changes -> changes.mapsOneToOne("orders", "status", "total > 0")); // fails: NEW and PAID are both true
 * }</pre>
 *
 * @since 0.1
 */
public class OpenChangesAssert extends AbstractRowChangesAssert<OpenChangesAssert> {

    private final OpenChanges open;

    public OpenChangesAssert(OpenChanges open) {
        super(open.changes(), OpenChangesAssert.class);
        this.open = open;
    }

    /**
     * Require that values before and values after stand for each other, in the rows that there were and are: the same value has
     * become the same everywhere, and different values have become different ones. NULL is a value like any other. Fails for
     * a table without a primary key, and where fewer than two rows can be compared.
     *
     * @param from a column as it was, or an SQL expression on the columns as they were; all of them are texts in it
     * @param to a column as it is, or an SQL expression on the columns as they are, a subquery perhaps
     * @throws IllegalArgumentException if one of them is not one complete piece of SQL
     */
    public OpenChangesAssert mapsOneToOne(String table, String from, String to) {
        TableChanges changes = table(table);
        CopiedTable copied = copied(changes);
        MappedValue was = MappedValue.of(from);
        MappedValue is = MappedValue.of(to);
        was.column()
                .ifPresent(name -> exists(changes, name, "before", copied.was().orElse(copied.is())));
        is.column().ifPresent(name -> exists(changes, name, "now", copied.is()));
        String rule = "each " + was + " of " + changes.name() + " to have become one " + is + ", and none of another";
        if (copied.was().isEmpty() || !changes.byKey()) {
            fail(copied.was().isEmpty() ? nothingCompared(rule, 0) : keyless(rule, changes));
            return this;
        }
        ValueMapping mapping = open.mapping(copied, was, is);
        if (mapping.rows() < 2 && !noRowsAllowed()) {
            fail(nothingCompared(rule, mapping.rows()));
        } else if (mapping.split() + mapping.merged() > 0) {
            Failure failure = Failure.expected(rule)
                    .butWas(
                            "values that stand for each other in " + rows(mapping.rows()),
                            values(mapping.split(), was) + " became several, " + values(mapping.merged(), is)
                                    + " stood for several");
            Relation name = changes.name();
            boolean wasHidden = was.isHidden(masks(), name, actual.tables());
            boolean isHidden = is.isHidden(masks(), name, actual.tables());
            mapping.splits()
                    .forEach(
                            several -> failure.line(was + " " + several(several, wasHidden, " became ", is, isHidden)));
            mapping.merges()
                    .forEach(several ->
                            failure.line(is + " " + several(several, isHidden, " stood for ", was, wasHidden)));
            fail(failure);
        }
        return this;
    }

    /** Do the same with a jOOQ table and fields. */
    public OpenChangesAssert mapsOneToOne(Table<?> table, Field<?> from, Field<?> to) {
        return mapsOneToOne(Names.of(table), Names.unqualified(from), Names.unqualified(to));
    }

    /**
     * Require that no value of a column refers to a row that is not there, whether or not a foreign key promises it, unless one
     * of the same value did so before. NULL refers to nothing. Values are equal as the server's {@code =} has it.
     */
    public OpenChangesAssert addsNoOrphans(
            String table, String column, String referencedTable, String referencedColumn) {
        return addsNoOrphans(table, List.of(column), referencedTable, List.of(referencedColumn));
    }

    /** Do the same with jOOQ tables and fields. */
    public OpenChangesAssert addsNoOrphans(
            Table<?> table, Field<?> field, Table<?> referencedTable, Field<?> referencedField) {
        return addsNoOrphans(
                Names.of(table),
                Names.unqualified(field),
                Names.of(referencedTable),
                Names.unqualified(referencedField));
    }

    /**
     * Require the same of several columns together; a row with a NULL among them refers to nothing, as with {@code MATCH SIMPLE}.
     *
     * @throws IllegalArgumentException if there are not as many columns on both sides, or none
     */
    public OpenChangesAssert addsNoOrphans(
            String table, List<String> columns, String referencedTable, List<String> referencedColumns) {
        if (columns.isEmpty() || columns.size() != referencedColumns.size()) {
            throw new IllegalArgumentException("Name at least one column, and as many on both sides.");
        }
        CopiedTable referring = copied(table(table));
        CopiedTable referenced = copied(table(referencedTable));
        addsNone(List.of(open.orphans(
                referring,
                existing(table, columns, referring),
                referenced,
                existing(referencedTable, referencedColumns, referenced))));
        return this;
    }

    /** Do the same with jOOQ tables and fields. */
    public OpenChangesAssert addsNoOrphans(
            Table<?> table, Field<?>[] fields, Table<?> referencedTable, Field<?>[] referencedFields) {
        return addsNoOrphans(
                Names.of(table),
                Arrays.stream(fields).map(Names::unqualified).toList(),
                Names.of(referencedTable),
                Arrays.stream(referencedFields).map(Names::unqualified).toList());
    }

    private List<String> existing(String table, List<String> columns, CopiedTable copied) {
        List<String> names = columns.stream().map(Names::column).toList();
        names.forEach(name -> exists(table(table), name, "now", copied.is()));
        return names;
    }

    /** Fail at once, with the nearest name, if a table has no such column at that time. */
    private void exists(TableChanges table, String column, String when, WatchedTable then) {
        if (then.column(column).isEmpty()) {
            List<String> all =
                    then.columns().stream().map(WatchedTable.Column::name).toList();
            throw missing(
                    Failure.expected("column " + Names.quote(column) + " of " + table.name() + " to exist " + when)
                            .butWas(Names.quote(column), "no such column")
                            .line(Names.didYouMean(column, all))
                            .line("Columns " + when + ": "
                                    + all.stream().map(Names::quote).collect(Collectors.joining(", "))));
        }
    }

    private CopiedTable copied(TableChanges table) {
        return open.table(table)
                .orElseThrow(() -> missing(Failure.expected("table " + table.name() + " to be there after the block")
                        .butWas(table.name(), "no such table any more")));
    }

    private static Failure nothingCompared(String rule, long rows) {
        return Failure.expected(rule)
                .butWas("at least two rows that there were and are", rows(rows) + ": nothing was compared")
                .line("Say allowingNoRows() before if that is meant.");
    }

    private static String values(long count, MappedValue value) {
        return Figures.grouped(count) + (count == 1 ? " value of " : " values of ") + value;
    }

    private static String several(
            ValueMapping.Several several, boolean hidden, String verb, MappedValue other, boolean otherHidden) {
        long left = several.count() - several.others().size();
        return ChangedRow.shown(several.value(), hidden) + verb + other + " "
                + several.others().stream()
                        .map(each -> ChangedRow.shown(each.value(), otherHidden) + " in " + rows(each.rows()))
                        .collect(Collectors.joining(", "))
                + (left > 0 ? " and " + Figures.grouped(left) + " more" : "");
    }
}

package io.schemaproof.assertions.rows;

import io.schemaproof.assertions.core.AbstractSchemaproofAssert;
import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.MaskedColumns;
import io.schemaproof.assertions.core.Names;
import io.schemaproof.catalog.Schema;
import io.schemaproof.configuration.ConfigurationParameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.Field;

/**
 * What all assertions on rows share: the rows, the terms, and which columns messages hide.
 *
 * <pre>{@code
 * rows.allowingNoRows().allSatisfy("total >= 0"); // passes where there is none
 * rows.tolerating(percent(0.1)).allSatisfy("total >= 0"); // fails when 2 of 1,000 are negative
 * }</pre>
 */
abstract class AbstractRowsAssert<S extends AbstractRowsAssert<S>> extends AbstractSchemaproofAssert<S, Rows> {

    private RowCheck check;
    private Terms terms;

    AbstractRowsAssert(RowCheck check, Terms terms, Class<?> selfType) {
        super(check.rows().rows(), selfType);
        this.check = check;
        this.terms = terms;
    }

    @Override
    protected Optional<Schema> database() {
        return Optional.of(Schema.of(actual.dataSource()));
    }

    @Override
    protected String where() {
        return check.where();
    }

    @Override
    protected void beforeReport(Failure failure) {
        check.seen().forEach(failure::seen);
    }

    RowCheck check() {
        return check;
    }

    Terms terms() {
        return terms;
    }

    RowsSql sql() {
        return check.rows();
    }

    /** Let assertions about every row pass where there is none. */
    public S allowingNoRows() {
        terms = terms.allowingNoRows();
        return myself;
    }

    /**
     * Let so many rows fail, repeat another or be orphans in the checks that follow: {@code
     * atMost(5).and(percent(0.1))}.
     */
    public S tolerating(Threshold threshold) {
        terms = terms.tolerating(threshold);
        return myself;
    }

    /**
     * Write the rows that fail into a file of a folder, at most 10,000 of a check, as CSV: one file for each check that fails,
     * named after the table, never one that is there already. Values of columns that messages hide are hidden. What differs in
     * a comparison is not written. Nothing is written into the database.
     */
    public S storingFailuresIn(Path folder) {
        return storingIn(new CsvStore(folder));
    }

    /**
     * Write the rows that fail into a table of schema {@code schemaproof_failures}, at most 10,000 of a check, where they
     * stay although all else is rolled back. All its columns are of type {@code text}, so that no type is kept from being
     * dropped. Values of columns that messages hide are hidden. What differs in a comparison is not written.
     *
     * <p>The schema is made where there is none. It and its tables are no part of what is verified: catalogues, snapshots and
     * digests of rows leave them out. When the same check fails again, its table is written anew. A table that holds the rows
     * of another check, or that somebody else made, is left alone, and the failure says so; as it does on a database that
     * Schemaproof did not create, unless {@value ConfigurationParameters#STORE_FAILURES} allows it.
     *
     * @param label the table's name without a schema, one for each check
     */
    public S storingFailuresInTable(String label) {
        return storingIn(new TableStore(Names.column(label)));
    }

    private S storingIn(RowStore store) {
        terms = terms.storingIn(store);
        check = new RowCheck(check.rows(), terms.store());
        return myself;
    }

    /** Hide the values of these columns in messages, beside those that are hidden anyway. */
    public S masking(String... columns) {
        return masks(sql().masks().masking(columns));
    }

    /** Do the same with jOOQ fields. */
    public S masking(Field<?> first, Field<?>... more) {
        return masking(Names.unqualified(first, more));
    }

    /** Show the values of these columns in messages, although their names sound as if they were secret. */
    public S showing(String... columns) {
        return masks(sql().masks().showing(columns));
    }

    /** Do the same with jOOQ fields. */
    public S showing(Field<?> first, Field<?>... more) {
        return showing(Names.unqualified(first, more));
    }

    private S masks(MaskedColumns masks) {
        check = new RowCheck(RowsSql.of(actual, masks, Optional.of(check.where())), terms.store());
        return myself;
    }

    /** Require that a condition holds for no row, or for few. */
    S every(String rule, String scope, String failing, List<String> shown, String verb) {
        terms.judge(check, rule, scope, failing, shown, verb).ifPresent(this::fail);
        return myself;
    }

    /** Require the same of what window functions say. */
    S every(String rule, Windowed rows, String failing, String verb) {
        RowCheck.Result result = rows.judge(failing);
        Optional<Failure> vacuous = terms.vacuous(result, rule);
        vacuous.ifPresent(this::fail);
        if (vacuous.isEmpty() && !terms.tolerated().allows(result)) {
            Failure failure = Failure.expected(rule).butWas(terms.tolerated() + " " + verb, result + " " + verb);
            rows.samples(failing).forEach(failure::line);
            fail(failure.line(rows.again(failing)));
        }
        return myself;
    }

    /** Require the same of each value and the one before it; of a single value nothing can be said. */
    S everyPair(String rule, Windowed rows, String failing, String verb) {
        if (!terms.noRowsAllowed() && rows.judge("schemaproof_p IS NOT NULL").failing() == 0) {
            fail(Failure.expected(rule)
                    .butWas("at least two values to compare", "fewer: nothing was compared")
                    .line("Say allowingNoRows() before if that is meant."));
            return myself;
        }
        return every(rule, rows, failing, verb);
    }

    /** Fail at once, with the nearest name, if there is no such column; return it as SQL. */
    String columnName(String name) {
        String simple = Names.column(name);
        List<String> existing =
                sql().columns().stream().map(RowsSql.Column::name).toList();
        if (!existing.contains(simple)) {
            throw missing(Failure.expected("column " + name + " to exist")
                    .butWas(name, "no such column")
                    .line(Names.didYouMean(simple, existing))
                    .line("Columns there are: "
                            + existing.stream().map(Names::quote).collect(Collectors.joining(", "))));
        }
        return sql().quoted(simple);
    }

    List<String> columnNames(List<String> names) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Name at least one column.");
        }
        return names.stream().map(this::columnName).toList();
    }
}

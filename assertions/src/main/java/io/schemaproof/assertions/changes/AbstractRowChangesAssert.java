package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.Table;

/**
 * What can be said of the changes that a block of code made to the rows.
 *
 * <pre>{@code
 * assertThat(schema).changesOf(() -> ship(42)).preservesRowsOf("customers").addsNoOrphans(); // passes
 * assertThat(schema).changesOf(() -> ship(42)).preservesRowsOf("orders"); // fails: the order's status is another
 * }</pre>
 */
abstract class AbstractRowChangesAssert<S extends AbstractRowChangesAssert<S>> extends AbstractChangesAssert<S> {

    static final String NO_ORPHANS = "no row to refer to one that is not there";

    private boolean noRowsAllowed;

    AbstractRowChangesAssert(Changes actual, Class<?> selfType) {
        super(actual, selfType);
    }

    @Override
    protected String where() {
        return "changes of rows";
    }

    /** Let rows be preserved in a table that had none. */
    public S allowingNoRows() {
        noRowsAllowed = true;
        return myself;
    }

    /** Require that no row was created, modified or deleted in any table that was watched. */
    public S hasNoChanges() {
        nothingBut("no row to change", Map.of());
        return myself;
    }

    /** Require that exactly so many rows of a table were created. */
    public S createsExactly(String table, long rows) {
        return exactly(table, ChangeKind.CREATED, rows);
    }

    /** Require that exactly so many rows of a jOOQ table were created. */
    public S createsExactly(Table<?> table, long rows) {
        return createsExactly(Names.of(table), rows);
    }

    /** Require that exactly so many rows of a table were modified; fails for a table without a primary key. */
    public S modifiesExactly(String table, long rows) {
        return exactly(table, ChangeKind.MODIFIED, rows);
    }

    /** Require that exactly so many rows of a jOOQ table were modified. */
    public S modifiesExactly(Table<?> table, long rows) {
        return modifiesExactly(Names.of(table), rows);
    }

    /** Require that exactly so many rows of a table were deleted. */
    public S deletesExactly(String table, long rows) {
        return exactly(table, ChangeKind.DELETED, rows);
    }

    /** Require that exactly so many rows of a jOOQ table were deleted. */
    public S deletesExactly(Table<?> table, long rows) {
        return deletesExactly(Names.of(table), rows);
    }

    /**
     * Require that every row that a table had is still there with the same values. New rows and new columns are allowed, a
     * lost column is not.
     */
    public S preservesRowsOf(String table) {
        return preservesRowsOf(table, new ExceptColumns(List.of()));
    }

    /** Require that every row that a jOOQ table had is still there with the same values. */
    public S preservesRowsOf(Table<?> table) {
        return preservesRowsOf(Names.of(table));
    }

    /** Require the same of all columns of a jOOQ table but these, which may change or be gone. */
    public S preservesRowsOf(Table<?> table, ExceptColumns except) {
        return preservesRowsOf(Names.of(table), except);
    }

    /** Require the same of all columns but these, which may change or be gone. */
    public S preservesRowsOf(String table, ExceptColumns except) {
        TableChanges changes = table(table);
        existing(changes, except.names());
        String rule = "the rows of " + changes.name() + " to be preserved"
                + (except.names().isEmpty() ? "" : " except for " + quoted(except.names()));
        List<String> changed = changes.columns().keySet().stream()
                .filter(column -> !except.names().contains(column))
                .sorted()
                .toList();
        List<String> lost = changes.lostColumns().stream()
                .filter(column -> !except.names().contains(column))
                .toList();
        long deleted = changes.count(ChangeKind.DELETED);
        if (changes.rowsBefore() == 0 && !noRowsAllowed) {
            fail(Failure.expected(rule)
                    .butWas("at least one row before", "none: nothing was checked")
                    .line("Say allowingNoRows() before if that is meant."));
        } else if (!changes.byKey() && deleted > 0 && !except.names().isEmpty()) {
            fail(keyless(rule, changes));
        } else if (deleted > 0 || !changed.isEmpty() || !lost.isEmpty()) {
            List<String> words = new ArrayList<>();
            if (deleted > 0) {
                words.add(counted(changes, ChangeKind.DELETED));
            }
            changed.forEach(column -> words.add(quoted(List.of(column)) + " modified in "
                    + rows(changes.column(column).modified())));
            lost.forEach(column -> words.add("column " + quoted(List.of(column)) + " is gone"));
            Failure failure =
                    Failure.expected(rule).butWas(rows(changes.rowsBefore()) + ", the same", String.join(", ", words));
            samples(failure, changes, ChangeKind.DELETED);
            samples(failure, changes, ChangeKind.MODIFIED);
            fail(failure);
        }
        account(changes, ChangeKind.MODIFIED);
        return myself;
    }

    /**
     * Require that no row refers to one that is not there, along any foreign key between the watched tables, unless a row with
     * the same values did so before. Keys that are NOT VALID, not enforced, switched off or dropped count as well.
     */
    public S addsNoOrphans() {
        if (actual.references().isEmpty() && !noRowsAllowed) {
            fail(Failure.expected(NO_ORPHANS)
                    .butWas("a foreign key between the tables that are watched", "none: nothing was checked"));
        } else {
            addsNone(actual.references());
        }
        return myself;
    }

    /** Require that none of these references has come to lead nowhere, and that some row refers to one at all. */
    void addsNone(List<ReferenceChanges> references) {
        if (!noRowsAllowed && references.stream().allMatch(reference -> reference.referring() == 0)) {
            fail(Failure.expected(NO_ORPHANS)
                    .butWas("at least one row that refers to another", "none: nothing was checked")
                    .line("Say allowingNoRows() before if that is meant."));
        }
        for (ReferenceChanges reference : references) {
            if (reference.added() > 0) {
                Failure failure = Failure.expected(NO_ORPHANS)
                        .butWas(
                                "no other than the " + rows(reference.before()) + " of before",
                                rows(reference.added()) + " of " + reference.table() + " whose "
                                        + quoted(reference.columns()) + " is no " + quoted(reference.keys()) + " of "
                                        + reference.referenced());
                orphans(failure, reference);
                fail(failure);
            }
        }
    }

    /** Whether a check of rows passes where there are none. */
    boolean noRowsAllowed() {
        return noRowsAllowed;
    }
}

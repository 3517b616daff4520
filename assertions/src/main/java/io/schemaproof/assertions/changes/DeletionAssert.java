package io.schemaproof.assertions.changes;

import io.schemaproof.assertions.core.Failure;
import io.schemaproof.assertions.core.Names;
import java.util.List;
import org.jooq.Field;
import org.jooq.Table;

/**
 * Assert on what deleting a row takes with it. Nothing is deleted for good: the transaction is rolled back.
 *
 * <p>That the row itself goes is taken for granted by {@link #changesNothingElse}.
 *
 * <pre>{@code
 * assertThat(schema).deleting("customers", 42).removesExactly("orders", 3).changesNothingElse();   // passes
 * assertThat(schema).deleting("customers", 42).isRefused();   // fails: the orders go too
 * }</pre>
 *
 * @since 0.1
 */
public class DeletionAssert extends AbstractChangesAssert<DeletionAssert> {

    private final Deletion deletion;

    public DeletionAssert(Deletion deletion) {
        super(deletion.changes(), DeletionAssert.class);
        this.deletion = deletion;
        actual.tables().stream()
                .filter(table -> table.name().equals(deletion.table()) && table.count(ChangeKind.DELETED) == 1)
                .forEach(table -> account(table, ChangeKind.DELETED));
    }

    @Override
    protected String where() {
        return "deleting " + deletion.row();
    }

    /** Require that the server refuses to delete the row. */
    public DeletionAssert isRefused() {
        if (deletion.refusal().isEmpty()) {
            fail(Failure.expected("the deletion to be refused").butWas("refused", "deleted"));
        }
        return this;
    }

    /** Require that exactly so many rows of a table go with it; of the row's own table, itself counted. */
    public DeletionAssert removesExactly(String table, long rows) {
        done();
        return exactly(table, ChangeKind.DELETED, rows);
    }

    /** Require that exactly so many rows of a jOOQ table go with it. */
    public DeletionAssert removesExactly(Table<?> table, long rows) {
        return removesExactly(Names.of(table), rows);
    }

    /** Require that in exactly so many rows of a jOOQ table a field becomes NULL, and no other column of them changes. */
    public DeletionAssert nullifies(Table<?> table, Field<?> field, long rows) {
        return nullifies(Names.of(table), Names.unqualified(field), rows);
    }

    /** Require that in exactly so many rows of a table a column becomes NULL, and no other column of them changes. */
    public DeletionAssert nullifies(String table, String column, long rows) {
        done();
        TableChanges changes = table(table);
        String name = existing(changes, List.of(Names.column(column))).get(0);
        String rule = quoted(List.of(name)) + " of " + rows(rows) + " of " + changes.name() + " to become NULL";
        long found = changes.column(name).nullified();
        if (!changes.byKey()) {
            fail(keyless(rule, changes));
        } else if (found != rows
                || changes.count(ChangeKind.MODIFIED) != rows
                || changes.columns().size() > 1) {
            Failure failure = Failure.expected(rule)
                    .butWas(rows(rows), rows(found) + "; " + counted(changes, ChangeKind.MODIFIED));
            samples(failure, changes, ChangeKind.MODIFIED);
            fail(failure);
        }
        account(changes, ChangeKind.MODIFIED);
        return this;
    }

    @Override
    public DeletionAssert modifiesOnly(String table, String... columns) {
        done();
        return super.modifiesOnly(table, columns);
    }

    @Override
    public DeletionAssert changesNothingElse() {
        done();
        return super.changesNothingElse();
    }

    /** Of a refused deletion nothing else can be asked. */
    private void done() {
        if (!deletion.refusal().isEmpty()) {
            throw missing(
                    Failure.expected("the row to be deleted").butWas("deleted", "refused: " + deletion.refusal()));
        }
    }
}

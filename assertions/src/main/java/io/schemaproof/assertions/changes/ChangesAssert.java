package io.schemaproof.assertions.changes;

/**
 * Assert on what a block of code, a migration perhaps, did to the rows.
 *
 * <p>Rows are recognized by their primary key as it was before; in a table without one, a modified row is one deleted and
 * one created. A table or a column that was renamed is the same one.
 *
 * <pre>{@code
 * assertThat(schema).changesOf(() -> ship(42)).modifiesOnly("orders", "status").changesNothingElse();   // passes
 * assertThat(schema).changesOf(() -> ship(42)).hasNoChanges();   // fails, and names the row and the column
 * }</pre>
 *
 * @since 0.1
 */
public class ChangesAssert extends AbstractRowChangesAssert<ChangesAssert> {

    public ChangesAssert(Changes actual) {
        super(actual, ChangesAssert.class);
    }
}

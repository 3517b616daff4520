package io.schemaproof.assertions.rows;

import java.sql.SQLException;

/** Where rows that failed are kept. */
interface RowStore {

    /**
     * Keep rows, and say what became of them: what cannot be kept must not hide what failed.
     *
     * @param what has failed, to tell one check from another
     */
    String store(RowsSql rows, String what, FailingRows failing);

    /** Keep what a SELECT returns. */
    default String store(RowsSql rows, String select) {
        try {
            return store(rows, select, FailingRows.read(rows, select));
        } catch (SQLException e) {
            return FailingRows.notStored(rows, e);
        }
    }
}

package io.schemaproof.data.digest;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The hashes of a table's rows in the order of their keys' hashes, fetched in portions through a cursor. */
final class HashedRows implements AutoCloseable {

    private static final String CURSOR = "schemaproof_rows";
    private static final int PORTION = 5_000;

    private final Statement statement;
    private ResultSet portion;
    private boolean present;
    private long key;
    private long row;

    /** @param sql the hash of the key, that of the row, and those of the columns */
    HashedRows(Statement statement, String sql) throws SQLException {
        this.statement = statement;
        statement.execute("DECLARE " + CURSOR + " NO SCROLL CURSOR FOR " + sql + " ORDER BY 1, 2");
        this.portion = fetch();
        next();
    }

    /** Whether there is a row; the others say nothing without. */
    boolean present() {
        return present;
    }

    long key() {
        return key;
    }

    long row() {
        return row;
    }

    long column(int index) throws SQLException {
        return portion.getLong(3 + index);
    }

    void next() throws SQLException {
        present = portion.next();
        if (!present) {
            portion = fetch();
            present = portion.next();
        }
        if (present) {
            key = portion.getLong(1);
            row = portion.getLong(2);
        }
    }

    /** Executing again closes the portion before. */
    private ResultSet fetch() throws SQLException {
        return statement.executeQuery("FETCH " + PORTION + " FROM " + CURSOR);
    }

    @Override
    public void close() throws SQLException {
        portion.close();
        statement.execute("CLOSE " + CURSOR);
    }
}

package io.schemaproof.query;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Sends rows from one database to another by COPY, as text, in constant memory. */
public final class CopyStream {

    private CopyStream() {}

    /**
     * Copy the rows of a query.
     *
     * @param query whose rows are sent
     * @param target a table and its columns, as behind {@code COPY}: {@code public.t (a, b)}
     * @return the number of rows
     * @throws SQLException if one of the servers refuses it; the first connection can be used all the same
     */
    public static long copy(Connection from, String query, Connection to, String target) throws SQLException {
        CopyOut out = copies(from).copyOut("COPY (" + query + ") TO STDOUT");
        try {
            CopyIn in = copies(to).copyIn("COPY " + target + " FROM STDIN");
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
            }
            return in.endCopy();
        } finally {
            if (out.isActive()) {
                out.cancelCopy();
            }
        }
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}

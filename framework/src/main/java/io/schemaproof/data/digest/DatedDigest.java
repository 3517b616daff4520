package io.schemaproof.data.digest;

import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A digest and when it was read, so that a later one of the same database need not go through what nobody has written since.
 *
 * <p>A row version says which transaction wrote it ({@code xmin}). A table whose columns are as they were, that has as many
 * rows, and none by a transaction that had not ended when the digest was read, has the same rows: none came and none was changed,
 * for that makes a new version, and none went, for then there would be fewer. Such a table is counted and not hashed.
 *
 * <p>It holds for the database itself and for its copies on the same server, since a copy has the transaction numbers of the
 * original.
 *
 * @since 0.1
 */
public final class DatedDigest {

    private final DataDigest digest;
    private final long horizon;
    private final Map<Long, Known> known;

    /**
     * @param horizon all transactions with lower numbers had ended
     * @param known by the table's OID; none where this may not be built on
     */
    DatedDigest(DataDigest digest, long horizon, Map<Long, Known> known) {
        this.digest = digest;
        this.horizon = horizon;
        this.known = Map.copyOf(known);
    }

    /** @param columns what must be the same for the same row versions to have the same hashes */
    record Known(String columns, TableDigest digest) {}

    /**
     * Digest all tables and sequences.
     *
     * @throws SQLException as for {@link DataDigest#read(Connection)}
     */
    public static DatedDigest read(Connection connection) throws SQLException {
        return DigestReader.read(connection, relation -> true, null);
    }

    /**
     * Digest them again: all that may have been written to since.
     *
     * @param connection to the same database, or to one that was copied from it after this was read
     * @throws SQLException as for {@link DataDigest#read(Connection)}
     */
    public DatedDigest again(Connection connection) throws SQLException {
        return again(connection, relation -> true);
    }

    /**
     * The same for some of the tables, and all sequences.
     *
     * @param tables which
     * @throws SQLException as for {@link DataDigest#read(Connection)}
     */
    public DatedDigest again(Connection connection, Predicate<Relation> tables) throws SQLException {
        return DigestReader.read(connection, tables, this);
    }

    public DataDigest digest() {
        return digest;
    }

    long horizon() {
        return horizon;
    }

    Map<Long, Known> known() {
        return known;
    }
}

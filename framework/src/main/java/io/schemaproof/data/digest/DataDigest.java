package io.schemaproof.data.digest;

import io.schemaproof.query.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What the rows and the sequences of a database reduce to, computed on the server. Equal digests mean equal rows, in any
 * order; the sums of 64-bit hash values agree by chance about once in 2<sup>64</sup>.
 *
 * <p>A value counts as it is stored: {@code -0} is not {@code 0}, {@code 1.0} is not {@code 1.00}, NULL is not the empty
 * text, a moment is the same in every time zone. A partitioned table is one table, wherever its rows are. Of a large object
 * the contents count for the columns of type {@code oid} that have its number. Other large objects,
 * temporary and foreign tables and materialized views are left out.
 *
 * @param tables all tables, those without rows too
 * @param sequences the last value given out; empty if none was
 * @since 0.1
 */
public record DataDigest(SortedMap<Relation, TableDigest> tables, SortedMap<Relation, OptionalLong> sequences) {

    public DataDigest {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        sequences = Collections.unmodifiableSortedMap(new TreeMap<>(sequences));
    }

    /**
     * Digest all tables and sequences as the connection sees them. An open transaction is left as it was; without one all
     * of them are read at one moment.
     *
     * @throws SQLException if a table may not be read, or is being locked by somebody for longer than a lock timeout
     */
    public static DataDigest read(Connection connection) throws SQLException {
        return DatedDigest.read(connection).digest();
    }

    /**
     * Digest some of the tables, and all sequences.
     *
     * @param tables which
     * @throws SQLException as for all tables
     */
    public static DataDigest read(Connection connection, Predicate<Relation> tables) throws SQLException {
        return DigestReader.read(connection, tables, null).digest();
    }

    /** The tables whose rows differ, and those with rows that only one of them has. */
    public SortedSet<Relation> tablesThatDiffer(DataDigest other) {
        SortedSet<Relation> differ = new TreeSet<>();
        tables.forEach((table, digest) -> {
            TableDigest its = other.tables.get(table);
            if (its == null ? digest.rows() > 0 : !digest.equals(its)) {
                differ.add(table);
            }
        });
        other.tables.forEach((table, digest) -> {
            if (!tables.containsKey(table) && digest.rows() > 0) {
                differ.add(table);
            }
        });
        return differ;
    }

    /** The sequences of both that stand elsewhere. */
    public SortedSet<Relation> sequencesThatDiffer(DataDigest other) {
        SortedSet<Relation> differ = new TreeSet<>();
        sequences.forEach((sequence, position) -> {
            OptionalLong its = other.sequences.get(sequence);
            if (its != null && !its.equals(position)) {
                differ.add(sequence);
            }
        });
        return differ;
    }
}

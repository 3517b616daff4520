package io.schemaproof.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A reading of everything, which is as good as a new one as long as the same transactions are seen.
 *
 * @param moment that it sees; null where each of its queries may have seen another
 */
record WholeReading(ReaderOpening opening, @Nullable CatalogMoment moment, Catalog catalog) {

    /** Read everything, unless nothing can have changed since the last time. */
    static WholeReading after(@Nullable WholeReading last, Connection connection, ReaderTransaction transaction)
            throws SQLException {
        ReaderMessages messages = new ReaderMessages(connection);
        CatalogMoment[] moment = new CatalogMoment[1];
        ReaderOpening opening = ReaderOpening.send(messages, connection, transaction, read -> moment[0] = read);
        CatalogMoment now = transaction.isInside() ? null : moment[0];
        if (last != null && now != null && last.sees(opening, now)) {
            return last;
        }
        Catalog catalog = opening.catalog(CatalogReader.whole(messages, opening).objects(ObjectMap.EMPTY));
        return new WholeReading(opening, now, catalog);
    }

    /** Whether a reading of that moment would give the same. */
    private boolean sees(ReaderOpening now, CatalogMoment at) {
        return moment != null
                && moment.mayBeBuiltOn()
                && at.mayBeBuiltOn()
                && moment.snapshot().equals(at.snapshot())
                && moment.identity().equals(at.identity())
                && opening.searchPath().equals(now.searchPath())
                && opening.access().equals(now.access())
                && opening.origin().equals(now.origin());
    }
}

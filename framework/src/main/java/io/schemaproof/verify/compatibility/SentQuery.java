package io.schemaproof.verify.compatibility;

import io.schemaproof.query.Relation;
import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.named.NamedQuery;
import java.util.Set;

/**
 * A query that the server understood before the up.
 *
 * @param query what is sent
 * @param statement as it is prepared in the session of before
 * @param values it was executed with
 * @param run what it did
 * @param reads the tables that it read
 * @param written the columns into which it wrote
 */
record SentQuery(
        NamedQuery query,
        SessionStatement statement,
        ParameterValues values,
        QueryRun run,
        Set<Relation> reads,
        WrittenColumns written) {

    SentQuery {
        reads = Set.copyOf(reads);
    }
}

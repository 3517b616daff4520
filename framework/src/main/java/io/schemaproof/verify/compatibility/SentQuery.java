package io.schemaproof.verify.compatibility;

import io.schemaproof.query.SessionStatement;
import io.schemaproof.query.named.NamedQuery;

/**
 * A query that the server understood before the up.
 *
 * @param query what is sent
 * @param statement as it is prepared in the session of before
 * @param values it was executed with
 * @param run what it did
 */
record SentQuery(NamedQuery query, SessionStatement statement, ParameterValues values, QueryRun run) {}

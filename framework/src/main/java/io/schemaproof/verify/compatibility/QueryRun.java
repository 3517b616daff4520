package io.schemaproof.verify.compatibility;

import io.schemaproof.query.QueryExecution;
import io.schemaproof.query.ServerError;
import java.util.Optional;
import java.util.Set;

/**
 * What a statement did in a session, in a transaction that was rolled back.
 *
 * @param error with which the server refused it
 * @param execution what it returned
 * @param plans how the server runs it; empty where it was not asked
 */
record QueryRun(Optional<ServerError> error, Optional<QueryExecution> execution, Optional<QueryPlans> plans) {

    /** Values that are no values of the type, rows that constraints, views or triggers refuse, and what takes too long. */
    private static final Set<String> OF_VALUES = Set.of("21", "22", "23", "44", "P0", "57", "53", "54");

    private static final String POLICY = "ExecWithCheckOptions";

    static QueryRun refused(ServerError error) {
        return new QueryRun(Optional.of(error), Optional.empty(), Optional.empty());
    }

    boolean succeeded() {
        return error.isEmpty();
    }

    /** Whether the server understood it, and refused what it was to work on. */
    boolean refusesValues() {
        return error.filter(QueryRun::isAboutValues).isPresent();
    }

    static boolean isAboutValues(ServerError error) {
        return isOfPolicy(error) || OF_VALUES.contains(error.sqlState().substring(0, 2));
    }

    /** Whether row level security refuses a row, which has the code of a privilege that is missing. */
    static boolean isOfPolicy(ServerError error) {
        return error.routine().filter(POLICY::equals).isPresent();
    }
}

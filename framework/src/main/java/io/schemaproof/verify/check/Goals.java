package io.schemaproof.verify.check;

import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Script;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The schemas that scripts make where no row is in their way, each made once for all checks that come to it with the same schema. */
public final class Goals {

    private final Map<Script, Goal> known = new HashMap<>();

    private record Goal(Catalog now, Optional<Catalog> made) {}

    /**
     * The schema that a script makes on a database without rows; empty where it fails there. Nothing is done to the database itself.
     *
     * @param now the schema of the database
     */
    public Optional<Catalog> of(ObservedDatabase database, Catalog now, Script script) throws SQLException {
        Goal goal = known.get(script);
        if (goal == null || !goal.now().equals(now)) {
            goal = new Goal(now, make(database, now, script));
            known.put(script, goal);
        }
        return goal.made();
    }

    private static Optional<Catalog> make(ObservedDatabase database, Catalog now, Script script) throws SQLException {
        try {
            Optional<Catalog> made = database.madeWithoutRows(now, script);
            return made.isPresent() ? made : onCopy(database, now, script);
        } catch (SQLException e) {
            // Where it cannot be tried for want of a right, nothing is known of the script.
            if (!database.database().server().isRunning()
                    || !database.database().server().tenancy().superuser()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** As its tool would run it: what fails in a transaction with others may not fail alone. */
    private static Optional<Catalog> onCopy(ObservedDatabase database, Catalog now, Script script) throws SQLException {
        try (ObservedDatabase copy = database.copy()) {
            copy.empty(now);
            return copy.run(script).succeeded() ? Optional.of(copy.catalog()) : Optional.empty();
        }
    }
}

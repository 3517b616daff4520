package io.schemaproof.verify.safety;

import io.schemaproof.base.SqlText;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.migration.Script;
import io.schemaproof.safety.TimeZoneWork;
import io.schemaproof.trace.ScriptTrace;
import io.schemaproof.verify.check.RowStage;
import io.schemaproof.verify.state.ObservedDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** A copy of a stage in another time zone, for a script whose work may depend on it. */
record Elsewhere(Optional<ObservedDatabase> copy) implements AutoCloseable {

    /**
     * Copy the stage if need be.
     *
     * @param shared whether the script changes what all databases of the server share, so that it cannot run twice
     */
    static Elsewhere of(RowStage stage, Script script, boolean shared) throws SQLException {
        if (shared || !TimeZoneWork.isMentionedIn(script)) {
            return new Elsewhere(Optional.empty());
        }
        ObservedDatabase copy = stage.copy(false);
        try (Connection connection = copy.database().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "ALTER DATABASE " + SqlText.identifier(copy.database().name()) + " SET TimeZone = "
                            + SqlText.literal(TimeZoneWork.ELSEWHERE));
        } catch (SQLException e) {
            copy.close();
            throw e;
        }
        return new Elsewhere(Optional.of(copy));
    }

    /** Run the script there too if it has changed what depends on the time zone. */
    Optional<ScriptTrace> trace(Script script, Catalog before, Catalog after) throws SQLException {
        return copy.isPresent() && TimeZoneWork.isBetween(before, after)
                ? Optional.of(copy.get().trace(script))
                : Optional.empty();
    }

    @Override
    public void close() throws SQLException {
        if (copy.isPresent()) {
            copy.get().close();
        }
    }
}

package io.schemaproof.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Bring what the planner knows up to date.
 *
 * @since 0.1
 */
public final class PlannerStatistics {

    private PlannerStatistics() {}

    /**
     * Run {@code VACUUM (ANALYZE)}: statistics for the choice of a plan, and the visibility map without which an
     * index-only scan reads the table all the same. Call it after loading rows and before judging plans.
     *
     * @param tables names as SQL writes them; none for the whole database
     * @throws QueryException if a table does not exist
     */
    public static void refresh(DataSource dataSource, String... tables) {
        String sql = "VACUUM (ANALYZE) " + String.join(", ", tables);
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // VACUUM calls no page all-visible whose rows were committed asynchronously and are not yet flushed, and
            // test
            // servers commit that way; one synchronous commit that writes something flushes all before it.
            statement.execute("SET synchronous_commit = on");
            statement.execute("SELECT pg_catalog.pg_logical_emit_message(true, 'schemaproof', '')");
            statement.execute(sql);
            statement.execute("RESET synchronous_commit");
        } catch (SQLException e) {
            throw QueryException.of("run", sql, e);
        }
    }
}

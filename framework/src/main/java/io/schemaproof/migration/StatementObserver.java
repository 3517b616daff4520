package io.schemaproof.migration;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Watch the statements of a run; traces and progress are observers, and the runner knows neither.
 *
 * @since 0.1
 */
public interface StatementObserver {

    /** An observer that looks away. */
    StatementObserver NONE = new StatementObserver() {};

    /** Called before a statement is sent. */
    default void before(Connection connection, Statement statement) throws SQLException {}

    /** Called after a statement ended, well or not. */
    default void after(Connection connection, StatementOutcome outcome) throws SQLException {}
}

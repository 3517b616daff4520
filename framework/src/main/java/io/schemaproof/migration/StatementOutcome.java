package io.schemaproof.migration;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What became of a statement.
 *
 * @param statement the statement
 * @param time wall time at the client; of the whole message where statements are sent together
 * @param rows rows affected, or -1 where the statement reports none
 * @param notices notices and warnings, as {@code SEVERITY: message}
 * @param error the error; empty where it succeeded
 * @since 0.1
 */
public record StatementOutcome(
        Statement statement, Duration time, long rows, List<String> notices, Optional<StatementError> error) {

    public StatementOutcome {
        notices = List.copyOf(notices);
    }
}

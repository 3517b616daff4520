package io.schemaproof.verify.traffic;

import io.schemaproof.migration.Statement;
import io.schemaproof.query.Relation;
import io.schemaproof.verify.client.ClientStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What clients have met while a script ran. Written by one thread. */
final class TrafficLog {

    private final List<Failure> failures = new ArrayList<>();
    private final List<Wait> waits = new ArrayList<>();
    private final List<Queued> queued = new ArrayList<>();
    private final List<Deadlock> deadlocks = new ArrayList<>();
    private final List<ClientStatement> hung = new ArrayList<>();
    private final Map<ClientStatement, Duration> longest = new HashMap<>();
    private int during;
    private int after;
    private int stops;

    /**
     * A statement of a client that failed, and did not before the script.
     *
     * @param renamed the name that has what it uses now; empty where that is gone, or not what it stumbles over
     * @param dropped whether what it uses is gone
     * @param waited whether it had waited for the script
     */
    record Failure(
            ClientStatement statement, SQLException error, Optional<String> renamed, boolean dropped, boolean waited) {}

    /**
     * A statement of a client that was seen waiting for a lock of the script.
     *
     * @param cause the statement of the script behind which the lock was seen first
     * @param relation that is locked; for a row, its table
     * @param mode of the script's lock, as {@code LOCK TABLE} writes it; {@code row} for that of a row
     */
    record Wait(ClientStatement statement, Statement cause, String relation, String mode) {}

    /** A statement of a client that was seen waiting behind a statement that waits itself, for a long reader. */
    record Queued(ClientStatement statement, Statement cause, String relation, String mode) {}

    /** The script and a client waited for each other. */
    record Deadlock(ClientStatement statement, Statement cause, String scriptWaitsFor, Relation table) {}

    void failed(Failure failure) {
        failures.add(failure);
    }

    void waits(Wait wait) {
        waits.add(wait);
    }

    /** Note how long a statement has waited. */
    void waited(ClientStatement statement, Duration time) {
        longest.merge(statement, time, (a, b) -> a.compareTo(b) > 0 ? a : b);
    }

    /** The longest that one of these statements has waited, without the time for which the script stopped for its sake. */
    Duration longestWait(Collection<ClientStatement> statements) {
        return statements.stream()
                .map(statement -> longest.getOrDefault(statement, Duration.ZERO))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** The longest that any has waited. */
    Duration longestWait() {
        return longestWait(longest.keySet());
    }

    void queued(Queued wait) {
        queued.add(wait);
    }

    void deadlock(Deadlock deadlock) {
        deadlocks.add(deadlock);
    }

    void hung(ClientStatement statement) {
        hung.add(statement);
    }

    void ranDuring() {
        during++;
    }

    void ranAfter() {
        after++;
    }

    void stopped() {
        stops++;
    }

    List<Failure> failures() {
        return List.copyOf(failures);
    }

    List<Wait> waits() {
        return List.copyOf(waits);
    }

    List<Queued> queued() {
        return List.copyOf(queued);
    }

    List<Deadlock> deadlocks() {
        return List.copyOf(deadlocks);
    }

    List<ClientStatement> hung() {
        return List.copyOf(hung);
    }

    int during() {
        return during;
    }

    int after() {
        return after;
    }

    int stops() {
        return stops;
    }
}

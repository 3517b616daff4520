package io.schemaproof.verify.policy;

import io.schemaproof.migration.Interruption;
import io.schemaproof.migration.OutsideTransactions;
import io.schemaproof.migration.StopPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * A place at which a migration is stopped.
 *
 * @param point the statement behind which, or in which
 * @param within whether it is stopped inside the statement, which works in several transactions
 */
record Stop(StopPoint point, boolean within) {

    /** More places of one migration than this are not all tried. */
    static final int MOST = 40;

    /**
     * The places at which something may stay behind: one in each transaction, at its end, when all of its work is done; behind each
     * statement outside of one, but the last; and inside each statement that works in several transactions.
     */
    static List<Stop> in(List<StopPoint> points) {
        List<Stop> stops = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            StopPoint point = points.get(i);
            boolean last = i == points.size() - 1;
            if (!point.inTransaction()
                    && OutsideTransactions.worksInSeveral(point.statement().sql())) {
                stops.add(new Stop(point, true));
            }
            boolean endOfTransaction =
                    point.inTransaction() && (last || !points.get(i + 1).inTransaction());
            if (endOfTransaction || (!point.inTransaction() && !last)) {
                stops.add(new Stop(point, false));
            }
        }
        return stops;
    }

    /** The statements outside of a transaction that may commit on their own, which cannot be stopped at that place. */
    static List<StopPoint> opaque(List<StopPoint> points) {
        return points.stream()
                .filter(point -> !point.inTransaction())
                .filter(point -> OutsideTransactions.mayCommit(point.statement().sql()))
                .toList();
    }

    Interruption interruption(Interruption.Kind kind) {
        return new Interruption(point.number(), kind);
    }

    /** {@code after line 7}, {@code inside line 7}. */
    String words() {
        return (within ? "inside line " : "after line ") + point.statement().line();
    }
}

package io.schemaproof.catalog;

import java.util.HashSet;
import java.util.Set;

/**
 * A snapshot of PostgreSQL's, {@code 740:743:741}: which transactions' ends are seen.
 *
 * @param first all with lower numbers have ended
 * @param next none that has ended has this number or a higher one
 * @param going those between that go on
 */
record SeenTransactions(long first, long next, Set<Long> going) {

    static SeenTransactions of(String snapshot) {
        String[] parts = snapshot.split(":", -1);
        Set<Long> going = new HashSet<>();
        for (String number : parts[2].split(",", -1)) {
            if (!number.isEmpty()) {
                going.add(Long.valueOf(number));
            }
        }
        return new SeenTransactions(Long.parseLong(parts[0]), Long.parseLong(parts[1]), going);
    }

    boolean sees(long transaction) {
        return transaction < next && !going.contains(transaction);
    }

    /** The transactions that are seen and were not seen before. */
    Set<Long> since(SeenTransactions before) {
        Set<Long> since = new HashSet<>();
        for (long transaction = before.first(); transaction < next; transaction++) {
            if (sees(transaction) && !before.sees(transaction)) {
                since.add(transaction);
            }
        }
        return since;
    }
}

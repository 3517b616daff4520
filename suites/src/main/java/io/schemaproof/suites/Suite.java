package io.schemaproof.suites;

import io.schemaproof.verify.result.AcceptanceRule;
import io.schemaproof.verify.result.DataRule;
import io.schemaproof.verify.result.MigrationRule;
import io.schemaproof.verify.result.RoundTripRule;
import io.schemaproof.verify.result.SafetyVerdict;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * The suites that there are, each with what it proves and why anyone cares.
 *
 * @since 0.1
 */
public enum Suite {
    HISTORY(
            "no applied migration is edited or gone, and new ones come behind",
            "what is applied elsewhere cannot be changed by a file any more: its tool refuses it, or that schema is another for ever"),
    UPGRADE(
            "the whole history can be applied, from nothing and from what is deployed, and ends in one schema",
            "a new machine and an old one must not run the same release on two schemas"),
    ROUND_TRIP(
            "every migration can be applied, taken back without a trace, and applied again",
            "in an emergency the down is the only way back, and an emergency is the worst time to run it for the first time"),
    DATA_PRESERVATION(
            "rows survive every migration",
            "a schema can be made again from its scripts, and rows that are gone come back from nowhere"),
    IDEMPOTENCY(
            "every migration bears a second run as the policy says",
            "a deployment that breaks off after the migration, or two that start side by side, apply it twice"),
    PARTIAL_FAILURE(
            "every migration can be tried again when it was stopped half way",
            "a lock timeout or a full disk stops a deployment in the middle, and somebody has to try again that night"),
    DETERMINISM(
            "every migration gives the same schema everywhere",
            "what follows the clock, the time zone or the user gives production another schema than the tests have seen"),
    SAFETY(
            "a running application bears every migration",
            "a lock that is harmless on an empty table is an outage on a full one"),
    TRAFFIC(
            "clients can use the tables while a migration runs",
            "users see errors and deadlocks that no test on an idle database shows"),
    QUERY_COMPATIBILITY(
            "the queries of a running application survive every migration",
            "during a deployment the application of before meets the schema of after"),
    PERFORMANCE(
            "the queries of services stay within their limits after every migration",
            "an index that is gone is noticed when the table is large, which is in production"),
    CONVENTIONS(
            "names, keys, types and indexes keep the rules",
            "what is wrong on the first day, such as a key that runs out of numbers, is dear to mend on the last"),
    DRIFT(
            "the schema is the one that the migrations give",
            "what somebody has changed by hand is tested by nobody, and gone on the next machine"),
    CONTRACT_FILE(
            "the schema is the one that the contract file describes",
            "what a review has agreed on is read in one file, and not in the sum of all migrations");

    /** Those that say something of every folder in a time that a build has, or say at once what they lack. */
    private static final Set<Suite> USUAL =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(DETERMINISM, TRAFFIC)));

    private final String proves;
    private final String why;

    Suite(String proves, String why) {
        this.proves = proves;
        this.why = why;
    }

    /** The suites that {@link MigrationSuite} runs unless it is told otherwise: all but those that start further servers or many clients. */
    public static Set<Suite> usual() {
        return USUAL;
    }

    /** Whether a rule is among those by which it judges migrations; of conventions nothing is known here. */
    boolean judgesBy(MigrationRule rule) {
        return switch (this) {
            case ROUND_TRIP -> rule instanceof RoundTripRule;
            case DATA_PRESERVATION -> rule instanceof DataRule;
            case SAFETY -> rule instanceof SafetyVerdict || rule instanceof AcceptanceRule;
            case HISTORY -> rule.check().equals("order");
            case PARTIAL_FAILURE -> rule.check().equals("partial");
            case QUERY_COMPATIBILITY -> rule.check().equals("queries");
            case IDEMPOTENCY, DETERMINISM, TRAFFIC, PERFORMANCE -> rule.check().equals(title());
            case UPGRADE, CONVENTIONS, DRIFT, CONTRACT_FILE -> false;
        };
    }

    /** What it proves, in one sentence without a full stop. */
    public String proves() {
        return proves;
    }

    /** Why anyone cares, in one sentence without a full stop. */
    public String why() {
        return why;
    }

    /** The name for people: {@code round trip}. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

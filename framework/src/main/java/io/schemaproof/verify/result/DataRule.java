package io.schemaproof.verify.result;

import io.schemaproof.rule.Severity;
import java.util.Optional;

/**
 * The rules of the check whether rows survive: what can be found, how much it weighs, and which verdict it brings.
 *
 * @since 0.1
 */
public enum DataRule implements MigrationRule {
    /** The up ends in an error because of rows. */
    UP_FAILS("data.up-fails", Severity.ERROR, MigrationVerdict.UP_FAILS),
    /** The down ends in an error because of rows. */
    DOWN_FAILS("data.down-fails", Severity.ERROR, MigrationVerdict.DOWN_FAILS),
    /** The second up ends in an error because of rows. */
    REUP_FAILS("data.reup-fails", Severity.ERROR, MigrationVerdict.REUP_FAILS),
    /** After up and down rows are gone, or have other values. */
    LOSES_DATA("data.loses-data", Severity.ERROR, MigrationVerdict.LOSES_DATA),
    /** A sequence gives values out that its column holds already, which it did not before. */
    SEQUENCE_BEHIND("data.sequence-behind", Severity.ERROR, MigrationVerdict.LOSES_DATA),
    /** What was computed by a function of before stays, and the function that is there now gives something else. */
    STALE("data.stale", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** Rows refer to nothing though a foreign key says otherwise, and did not before. */
    BREAKS_FOREIGN_KEY("data.breaks-foreign-key", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** A function fails at what the up has changed, or has made: the server reads a body only when it is called. */
    BREAKS_FUNCTION("data.breaks-function", Severity.ERROR, MigrationVerdict.UNSAFE),
    /** The up changes rows, which shows only where there are some, and nothing takes that back. */
    NO_DOWN("data.no-down", Severity.ERROR, MigrationVerdict.NO_DOWN),
    /** What the migration touches had no rows, so nothing could be lost and nothing was checked. */
    NO_ROWS("data.no-rows", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** Rows that were meant to be there could not be put in. */
    SEED_FAILS("data.seed-fails", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** The check broke off. */
    NOT_CHECKED("data.not-checked", Severity.WARNING, MigrationVerdict.INCONCLUSIVE),
    /** A script fails on certain rows and passes without them; production may have such rows. */
    ASSUMES("data.assumes", Severity.WARNING, MigrationVerdict.OK),
    /** After the up a write reports success and does nothing, because a trigger returns NULL before each row. */
    SWALLOWS_WRITES("data.swallows-writes", Severity.WARNING, MigrationVerdict.OK),
    /** What the up leaves depends on the order in which rows lie. */
    DEPENDS_ON_ORDER("data.depends-on-order", Severity.WARNING, MigrationVerdict.OK),
    /** Some of what the migration touches had no rows. */
    PARTLY_CHECKED("data.partly-checked", Severity.WARNING, MigrationVerdict.OK),
    /** After up and down there are rows that were not there before. */
    LEAVES_ROWS("data.leaves-rows", Severity.WARNING, MigrationVerdict.OK),
    /** A loss is declared that did not happen. */
    DECLARATION_UNUSED("data.declaration-unused", Severity.WARNING, MigrationVerdict.OK),
    /** A declaration names nothing that exists, or gives no reason; it counts for nothing. */
    DECLARATION_INVALID("data.declaration-invalid", Severity.WARNING, MigrationVerdict.OK),
    /** The up puts rows in whose keys must be free; made-up rows had taken them. */
    ASSUMES_FREE_KEYS("data.assumes-free-keys", Severity.NOTE, MigrationVerdict.OK),
    /** The down finds the rows that the up has put in by what they hold; rows of before may hold the same. */
    ASSUMES_OWN_ROWS("data.assumes-own-rows", Severity.NOTE, MigrationVerdict.OK),
    /** Something is lost, and a comment says that it is meant and why. */
    DECLARED_LOSS("data.declared-loss", Severity.NOTE, MigrationVerdict.OK),
    /** After up and down numbers or documents are equal to those of before, and written in another way: with more decimals, or as jsonb does. */
    RESCALES("data.rescales", Severity.NOTE, MigrationVerdict.OK),
    /** Triggers wrote something when the migration touched their rows. */
    WRITTEN_BY_TRIGGERS("data.written-by-triggers", Severity.NOTE, MigrationVerdict.OK),
    /** The down takes rows away that came after the up. */
    LOSES_NEW_ROWS("data.loses-new-rows", Severity.NOTE, MigrationVerdict.OK),
    /** The down changes values that only the up made possible, in rows of before. */
    LOSES_NEW_VALUES("data.loses-new-values", Severity.NOTE, MigrationVerdict.OK);

    private final String id;
    private final Severity severity;
    private final MigrationVerdict verdict;

    DataRule(String id, Severity severity, MigrationVerdict verdict) {
        this.id = id;
        this.severity = severity;
        this.verdict = verdict;
    }

    @Override
    public Content content() {
        return new Content(id, severity, verdict);
    }

    /** Return the rule with the given id. */
    public static Optional<DataRule> of(String id) {
        return MigrationRule.find(values(), id);
    }
}

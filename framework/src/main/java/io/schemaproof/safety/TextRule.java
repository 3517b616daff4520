package io.schemaproof.safety;

/**
 * What linters that read only the text of a migration warn of, in the words of two of them. A claim, and no finding: the text does not
 * say what the server does.
 *
 * @since 0.1
 */
public enum TextRule {
    ADD_COLUMN_DEFAULT("adding-field-with-default", "", Hazard.BLOCKING_WORK),
    ADD_COLUMN_GENERATED("adding-field-with-default", "E11", Hazard.BLOCKING_WORK),
    CHANGE_TYPE("changing-column-type", "E5", Hazard.BLOCKING_WORK),
    SET_NOT_NULL("adding-not-nullable-field", "E2", Hazard.BLOCKING_WORK),
    ADD_CHECK("constraint-missing-not-valid", "E1", Hazard.BLOCKING_WORK),
    ADD_FOREIGN_KEY("adding-foreign-key-constraint", "E1", Hazard.BLOCKING_WORK),
    ADD_UNIQUE("disallowed-unique-constraint", "E7", Hazard.BLOCKING_WORK),
    ADD_EXCLUDE("", "E8", Hazard.BLOCKING_WORK),
    CREATE_INDEX("require-concurrent-index-creation", "E6", Hazard.BLOCKING_WORK),
    REINDEX("require-concurrent-reindex", "", Hazard.BLOCKING_WORK),
    REWRITE_TABLE("prefer-repack", "", Hazard.BLOCKING_WORK),
    DOMAIN_CONSTRAINT("ban-alter-domain-with-add-constraint", "", Hazard.BLOCKING_WORK),
    DETACH_PARTITION("require-concurrent-partition-detach", "", Hazard.BLOCKING_WORK),
    RENAME_COLUMN("renaming-column", "", Hazard.RENAME),
    RENAME_TABLE("renaming-table", "", Hazard.RENAME),
    DROP_COLUMN("ban-drop-column", "", Hazard.DROP),
    DROP_TABLE("ban-drop-table", "", Hazard.DROP);

    private final String squawk;
    private final String eugene;
    private final Hazard hazard;

    TextRule(String squawk, String eugene, Hazard hazard) {
        this.squawk = squawk;
        this.eugene = eugene;
        this.hazard = hazard;
    }

    /** What it says is the case; work under a lock may also be that of an earlier statement's lock. */
    public Hazard hazard() {
        return hazard;
    }

    /** Whether a finding says the same. */
    boolean means(String rule) {
        return rule.equals(hazard.id())
                || (hazard == Hazard.BLOCKING_WORK
                        && (rule.equals(Hazard.HELD_WHILE_WORKING.id()) || rule.equals(Hazard.TIME_ZONE.id())));
    }

    /** What others call it, such as {@code squawk adding-field-with-default, eugene E10}. */
    public String names() {
        String first = squawk.isEmpty() ? "" : "squawk " + squawk;
        String second = eugene.isEmpty() ? "" : "eugene " + eugene;
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }
}

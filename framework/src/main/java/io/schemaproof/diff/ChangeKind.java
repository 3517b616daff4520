package io.schemaproof.diff;

import java.util.Locale;

/**
 * What sort of change it is, for those who treat one sort in their own way.
 *
 * @since 0.1
 */
public enum ChangeKind {
    OBJECT_ADDED,
    OBJECT_REMOVED,
    /** The same thing under another name. */
    RENAMED,
    /** Labels were added to an enum type, which no statement can remove again. */
    ENUM_VALUE_ADDED,
    /** A constraint that was NOT VALID is validated: it refuses the same rows as before, and no statement takes it back. */
    VALIDATED,
    TYPE,
    NULLABILITY,
    DEFAULT,
    DEFINITION,
    OWNER,
    PRIVILEGES,
    COMMENT,
    /** Any attribute that has no constant of its own here. */
    ATTRIBUTE,
    /** The same columns in another order; always cosmetic. */
    COLUMN_ORDER,
    /** A function that differs in white space or comments; always cosmetic. */
    LAYOUT,
    /** An expression that differs in parentheses or casts without effect; always cosmetic. */
    SPELLING;

    /** Whether no down could take it back, so that what is left of it is no fault of a down. */
    boolean isForGood() {
        return this == ENUM_VALUE_ADDED || this == VALIDATED;
    }

    /** The word in reports, such as {@code enum-value-added}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ChangeKind ofAttribute(String attribute) {
        return switch (attribute) {
            case "type", "base type" -> TYPE;
            case "nullable" -> NULLABILITY;
            case "default" -> DEFAULT;
            case "definition", "body", "generation expression", "using", "with check" -> DEFINITION;
            case "owner" -> OWNER;
            case "privileges" -> PRIVILEGES;
            case "comment" -> COMMENT;
            default -> ATTRIBUTE;
        };
    }
}

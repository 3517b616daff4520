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

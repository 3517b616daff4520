package io.schemaproof.data.rows;

/**
 * What generated rows are like.
 *
 * @since 0.1
 */
public enum RowCharacter {
    /** Plausible values, few NULLs, parents chosen evenly. */
    TYPICAL,
    /**
     * What breaks migrations: NULLs and duplicates wherever they are allowed, empty and very long text, unusual Unicode, empty
     * arrays and ranges and those of several elements, the extremes of each type, most children with one parent.
     */
    ADVERSARIAL
}

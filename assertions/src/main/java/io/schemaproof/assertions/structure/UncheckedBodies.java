package io.schemaproof.assertions.structure;

/**
 * What to do with functions of which the server can say only that they can be parsed: PL/pgSQL without the extension
 * plpgsql_check, other procedural languages, and polymorphic functions in SQL.
 *
 * @since 0.1
 */
public enum UncheckedBodies {
    /** Fail and name them, because nobody has checked what they do. */
    FAIL,
    /** Be content that they can be parsed. */
    IGNORE
}

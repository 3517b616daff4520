package io.schemaproof.data.rows;

/** How a foreign key's columns are filled. */
enum ParentMode {
    /** With the keys of rows that exist. */
    EXISTING,
    /** With NULL, because the rows to refer to come later. */
    NULLS,
    /** Each row refers to itself. */
    ITSELF,
    /** With any values; the check is deferred, and they are replaced before it is made. */
    PROVISIONAL
}

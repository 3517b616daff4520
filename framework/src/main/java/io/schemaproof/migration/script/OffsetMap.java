package io.schemaproof.migration.script;

/** Leads from an offset in a text in which something was substituted back to the offset in the file. */
@FunctionalInterface
interface OffsetMap {

    /** Nothing was substituted. */
    OffsetMap IDENTITY = offset -> offset;

    int toSource(int offset);
}

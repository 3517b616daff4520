package io.schemaproof.data.rows;

import java.util.List;

/**
 * A foreign key of a table to fill.
 *
 * @param name the constraint's, without quotes
 * @param columns without quotes
 * @param parent full name of the table it refers to
 * @param from the parent as a FROM item that gives the rows the server looks at
 * @param referenced the parent's columns, quoted
 */
record ParentKey(
        String name, List<String> columns, String parent, String from, List<String> referenced, boolean deferrable) {}

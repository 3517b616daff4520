package io.schemaproof.verify.rows;

import io.schemaproof.base.SqlCode;
import io.schemaproof.base.WholeWord;
import io.schemaproof.catalog.Catalog;
import io.schemaproof.catalog.Table;
import io.schemaproof.migration.Script;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a script says of the rows that it changes, with the functions that it calls. A help to save time where it says nothing, no evidence
 * of what it does.
 *
 * @param text without comments
 */
record WritingText(String text) {

    /** {@code ON UPDATE} and {@code BEFORE INSERT OR UPDATE ON} belong to a key and to a trigger. */
    private static final Pattern CHANGES = Pattern.compile("(?i)(?<!\\bon\\s)\\bupdate\\b(?!\\s+(?:of|on|or)\\b)"
            + "|\\bdelete\\s+from\\b|\\bmerge\\s+into\\b|\\btruncate\\b");

    /** {@code INSERT … SELECT} and {@code CREATE TABLE … AS}. */
    private static final Pattern COPIES = Pattern.compile(
            "(?is)\\binsert\\s+into\\b[^;]*\\b(?:select|table)\\b|\\bcreate\\s+(?:unlogged\\s+)?(?:table|materialized\\s+view)\\b[^;]*\\bas\\b|\\bselect\\b[^;]*\\binto\\b");

    /** What is there already may stay as it is, and be taken for the script's own by its down. */
    private static final Pattern IF_MISSING = Pattern.compile(
            "(?is)\\binsert\\s+into\\s+([^\\s(]+)(?=[^;]*\\b(?:on\\s+conflict|exists|except|not\\s+in|join)\\b)");

    /** What is put together at run time may be any table. */
    private static final Pattern NAME = Pattern.compile("[\\w$.\"]+");

    private static final Pattern RETYPES = Pattern.compile("(?i)\\btype\\b");

    /** @param catalog with the functions that there are before it */
    static WritingText of(Script script, Catalog catalog) {
        return new WritingText(new DataStatements(SqlCode.withoutComments(script.text()), List.of())
                .withFunctions(catalog)
                .text());
    }

    /** Whether it may change rows that are there. */
    boolean changesRows() {
        return CHANGES.matcher(text).find();
    }

    /** Whether it may put rows together from others. */
    boolean copiesRows() {
        return COPIES.matcher(text).find();
    }

    /** Whether it may put rows into a table only where they are missing. */
    boolean insertsIfMissing(Table table) {
        return IF_MISSING
                .matcher(text)
                .results()
                .map(insert -> insert.group(1))
                .anyMatch(name -> !NAME.matcher(name).matches() || WholeWord.in(name, table.name()));
    }

    /** Whether it may give a column another type. */
    boolean retypes() {
        return RETYPES.matcher(text).find();
    }

    boolean mentions(Table table) {
        return WholeWord.in(text, table.name());
    }
}

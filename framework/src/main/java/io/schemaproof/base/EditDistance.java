package io.schemaproof.base;

import java.util.Arrays;

/**
 * Count the edits that turn one text into another, to find the name that was meant.
 *
 * @since 0.1
 */
public final class EditDistance {

    private EditDistance() {}

    /** Return Levenshtein's distance: the least number of characters to insert, delete or replace. */
    public static int between(String from, String to) {
        // One row of the table at a time.
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}

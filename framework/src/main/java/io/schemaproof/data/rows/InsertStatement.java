package io.schemaproof.data.rows;

import java.util.List;

/**
 * An INSERT whose parameters are the first and the last row number and how many rows at most.
 *
 * @param skipping what to add so that rows that collide with others are left out
 * @param different whether no two of its rows should collide
 * @param filtered whether rows may be left out before they are sent
 * @param missing columns that must have a value and for which none was found
 * @param possible how many rows the table's smallest key allows; 0 where nothing is known
 */
record InsertStatement(
        String sql, String skipping, boolean different, boolean filtered, List<String> missing, long possible) {}

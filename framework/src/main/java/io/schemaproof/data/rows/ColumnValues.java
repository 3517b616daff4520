package io.schemaproof.data.rows;

/**
 * Where a column's values come from.
 *
 * @param source values that the type allows
 * @param nulls whether NULL is allowed and passes the column's checks
 * @param proven whether the server has said that the values pass the column's checks; if not, rows are filtered
 */
record ColumnValues(Source source, boolean nulls, boolean proven) {}

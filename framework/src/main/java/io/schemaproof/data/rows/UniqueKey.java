package io.schemaproof.data.rows;

import java.util.Set;

/**
 * What no two rows may have in common: a key, a unique index or an exclusion constraint.
 *
 * @param name of the index
 * @param columns without quotes; those that its expressions mention included
 * @param plain whether different values of the columns are enough: no expressions, no predicate, no exclusion
 * @param partial whether it has a predicate
 * @param nullsDistinct whether any number of rows may have NULL
 */
record UniqueKey(String name, Set<String> columns, boolean plain, boolean partial, boolean nullsDistinct) {}

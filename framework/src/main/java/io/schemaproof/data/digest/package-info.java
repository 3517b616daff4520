/** Reduce the rows of a database to values that can be compared, and find the rows that differ. */
@NullMarked
package io.schemaproof.data.digest;

import org.jspecify.annotations.NullMarked;

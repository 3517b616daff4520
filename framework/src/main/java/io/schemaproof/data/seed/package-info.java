/** Rows that stand in files, one set for each version of a schema. */
@NullMarked
package io.schemaproof.data.seed;

import org.jspecify.annotations.NullMarked;

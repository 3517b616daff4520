/** Compare two catalogue snapshots. */
@NullMarked
package io.schemaproof.diff;

import org.jspecify.annotations.NullMarked;

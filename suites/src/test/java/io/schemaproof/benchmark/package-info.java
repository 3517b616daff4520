/** Schemaproof beside the least that the work costs, and beside its peers, taken in turn in one run. */
@NullMarked
package io.schemaproof.benchmark;

import org.jspecify.annotations.NullMarked;
